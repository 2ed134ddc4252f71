return await Board.App.RunAsync(args);
