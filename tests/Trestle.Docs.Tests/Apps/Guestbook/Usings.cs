// snippet: guestbook-usings
global using System.ComponentModel.DataAnnotations;
global using Guestbook;
global using Guestbook.Live;
global using Microsoft.EntityFrameworkCore;
global using Trestle;
// end snippet
