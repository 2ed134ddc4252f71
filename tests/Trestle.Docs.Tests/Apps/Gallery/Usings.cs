global using Gallery;
global using Trestle;
