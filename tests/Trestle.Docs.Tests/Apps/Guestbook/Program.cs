// snippet: guestbook-program
return await App.RunAsync(args);
// end snippet
