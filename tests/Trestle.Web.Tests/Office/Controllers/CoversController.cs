using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Trestle.Web.Tests.Office.Controllers;

public class CoversController : Controller
{
    public Result New() => View(new CoverParams("", null, []));

    public async Task<Result> Create(CoverParams input)
    {
        if (!IsValid(input))
            return Invalid("New", input);

        var lines = new List<string> { input.Title };

        foreach (var file in input.Pages.Prepend(input.Front!).Concat(input.Inner?.Select(inner => inner.Sketch).OfType<Upload>() ?? []))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            lines.Add($"{file} {Encoding.UTF8.GetString(content.ToArray())[..Math.Min(20, (int)content.Length)]}");
        }

        return Text(string.Join('\n', lines));
    }
}

public record CoverParams(string Title, [Required] Upload? Front, IReadOnlyList<Upload> Pages, IReadOnlyList<InnerParams>? Inner = null);

public record InnerParams(string Note, Upload? Sketch);
