using Microsoft.AspNetCore.Mvc;
using Peers;

namespace Mvc.Controllers;

public class PagesController : Controller
{
    [HttpGet("/hello")]
    public IActionResult Hello() => Content("Hello, world!", "text/plain");

    [HttpGet("/json")]
    public IActionResult Greeting() => Json(new { Message = "Hello, world!" });

    [HttpGet("/table")]
    public IActionResult Table() => View("~/Views/Table/Index.cshtml", Line.Hundred);
}
