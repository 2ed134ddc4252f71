global using Microsoft.EntityFrameworkCore;
global using Trestle.Records.Tests.Sample;
