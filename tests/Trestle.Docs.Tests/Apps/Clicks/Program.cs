// snippet: clicks-program
return await App.RunAsync(args);
// end snippet
