global using System.ComponentModel.DataAnnotations;
global using Conduit;
global using Conduit.Controllers;
global using Conduit.Records;
global using Microsoft.EntityFrameworkCore;
global using Trestle;
