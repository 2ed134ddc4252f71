global using System.ComponentModel.DataAnnotations;
global using Library;
global using Library.Controllers;
global using Library.Live;
global using Library.Processes;
global using Library.Records;
global using Microsoft.EntityFrameworkCore;
global using Trestle;
