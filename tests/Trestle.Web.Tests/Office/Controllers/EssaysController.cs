using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Trestle.Web.Tests.Office.Controllers;

public class EssaysController : Controller
{
    public Result New() => View(new Essay());

    public async Task<Result> Create(EssayParams input)
    {
        var essay = new Essay().Assign(input);

        return await essay.SaveAsync() ? Redirect(to: $"/essays/{essay.Id}/edit") : Invalid("New", essay);
    }

    public async Task<Result> Edit(int id) => View(await Stored.FindAsync(id));

    public async Task<Result> Update(int id, EssayParams input)
    {
        var essay = (await Stored.FindAsync(id)).Assign(input);

        return await essay.SaveAsync() ? Redirect(to: $"/essays/{id}/edit") : Invalid("Edit", essay);
    }

    static IQueryable<Essay> Stored => Essay.All.Include(essay => essay.Footnotes).Include(essay => essay.Summary);
}

public record EssayParams(string Title, IReadOnlyList<FootnoteParams> Footnotes, SummaryParams? Summary = null);

public record FootnoteParams(int? Id, string Text, bool Destroy);

public record SummaryParams(int? Id, string Words);

public class Essay : Record<Essay>
{
    [Required] public string Title { get; set; } = "";

    [Nested(Limit = 3, RejectBlank = true), Dependent(Dependent.Destroy)] public List<Footnote> Footnotes { get; } = [];

    [Nested(RejectBlank = true), Dependent(Dependent.Destroy)] public Summary? Summary { get; set; }
}

public class Footnote : Record<Footnote>
{
    [Required, MaxLength(20)] public string Text { get; set; } = "";

    public int EssayId { get; set; }
    public Essay? Essay { get; set; }

    protected override void Validate(Errors errors)
    {
        if (Text == "sic")
            errors.Add("says nothing");
    }
}

public class Summary : Record<Summary>
{
    [MinLength(5)] public string Words { get; set; } = "";

    public int EssayId { get; set; }
    public Essay? Essay { get; set; }
}
