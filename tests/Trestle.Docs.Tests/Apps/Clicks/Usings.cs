global using Clicks;
global using Trestle;
