global using System.ComponentModel.DataAnnotations;
global using Board.Controllers;
global using Board.Live;
global using Board.Records;
global using Microsoft.EntityFrameworkCore;
global using Trestle;
