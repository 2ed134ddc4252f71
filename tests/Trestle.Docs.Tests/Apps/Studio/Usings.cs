global using Studio;
global using Trestle;
