global using System.ComponentModel.DataAnnotations;
global using Blog;
global using Blog.Controllers;
global using Blog.Live;
global using Blog.Processes;
global using Blog.Records;
global using Microsoft.EntityFrameworkCore;
global using Trestle;
