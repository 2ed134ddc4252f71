return await App.RunAsync(args);
