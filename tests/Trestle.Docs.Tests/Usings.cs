global using System.Collections.Immutable;
global using Library.Processes;
global using Library.Records;
global using Microsoft.EntityFrameworkCore;
