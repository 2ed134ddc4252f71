using System.ComponentModel.DataAnnotations;

namespace Trestle.Docs.Tests.Snippets;

public sealed class AssociationsTests : SnippetDatabase
{
    [Fact]
    public async Task Links_and_unlinks()
    {
        var id = (await Stored()).Id;

        // snippet: associations-many-to-many
        var essay = await Essay.All.Include(one => one.Themes).FindAsync(id);

        essay.Themes.RemoveAll(theme => theme.Name == "Steel");
        essay.Themes.Add(new() { Name = "Stone" });
        await essay.SaveAsync(); // deletes one link, writes a theme and another link
        // end snippet

        Assert.Equal(["Stone"], await essay.Related(one => one.Themes).PluckAsync(theme => theme.Name));
        Assert.Equal(2, await Theme.CountAsync());
    }

    [Fact]
    public async Task Counts_and_restricts()
    {
        var essay = await Stored();

        // snippet: associations-dependent
        var writer = await Writer.FindAsync(essay.WriterId); // writer.EssaysCount is 1

        if (!await writer.DestroyAsync())
            Console.WriteLine(writer.Errors.FullMessages[0]); // "Can't be deleted while essays belong to it"
        // end snippet

        Assert.Equal((1, "Can't be deleted while essays belong to it"), (writer.EssaysCount, writer.Errors.FullMessages[0]));
    }

    [Fact]
    public async Task Takes_nested_params()
    {
        var stored = await Stored();
        var (id, first) = (stored.Id, stored.Footnotes[0].Id);

        // snippet: associations-nested
        var essay = await Essay.FindAsync(id);

        await essay.UpdateAsync(new EssayParams("The Viaduct",
        [
            new(first, Destroy: true),
            new(Text: "Built in 1846."),
        ]));
        // end snippet

        Assert.Equal(["Built in 1846."], await Footnote.All.PluckAsync(note => note.Text));
    }

    [Fact]
    public async Task Refers_to_any_class()
    {
        var essay = await Stored();

        // snippet: associations-polymorphic-use
        await new Praise { Words = "Well said", Subject = essay }.SaveAsync();

        var praises = await Praise.All.ToListAsync();
        await praises.PreloadAsync(praise => praise.Subject); // one query for each class
        // end snippet

        Assert.Equal("Well said", (await essay.Related(one => one.Praises).FirstAsync()).Words);
        Assert.Equal(essay.Id, praises[0].Subject!.Id);
    }

    [Fact]
    public async Task Loads()
    {
        await Stored();

        // snippet: associations-load
        var joined = await Essay.All.Include(essay => essay.Writer).Include(essay => essay.Footnotes).ToListAsync();
        var split = await Essay.All.Include(essay => essay.Footnotes).AsSplitQuery().ToListAsync();

        var essays = await Essay.All.ToListAsync();
        await essays.PreloadAsync(essay => essay.Writer, essay => essay.Footnotes); // two queries, however many essays
        await essays[0].LoadAsync(essay => essay.Themes);

        var writer = essays[0].Writer!;
        var own = await writer.Related(one => one.Essays).FindAsync(essays[0].Id); // 404 for an essay of another writer
        // end snippet

        Assert.Single(joined[0].Footnotes);
        Assert.Single(split[0].Footnotes);
        Assert.Single(essays[0].Footnotes);
        Assert.Equal("The Viaduct", own.Title);
    }

    [Fact]
    public async Task Says_what_was_not_loaded()
    {
        await Stored();

        // snippet: associations-strict
        var theme = await Theme.Where(one => one.Name == "Steel").FirstAsync();
        var fault = Assert.Throws<RelationNotLoadedException>(() => theme.Essays);

        await theme.LoadAsync(one => one.Essays);
        Assert.Equal("The Viaduct", theme.Essays[0].Title);
        // end snippet

        Assert.StartsWith("The Essays of Theme 1 are not loaded.", fault.Message, StringComparison.Ordinal);
    }

    static async Task<Essay> Stored()
    {
        var essay = new Essay
        {
            Title = "The Viaduct",
            Writer = new() { Name = "R. Stone" },
            Footnotes = { new() { Text = "Built in 1864." } },
            Themes = { new() { Name = "Steel" } },
        };

        Assert.True(await essay.SaveAsync(), string.Join(", ", essay.Errors.FullMessages));

        return essay;
    }
}

// snippet: associations-essay
public class Essay : Record<Essay>
{
    [Required] public string Title { get; set; } = "";

    public int WriterId { get; set; } // int? for one that may be missing
    [CounterCache, Touch] public Writer? Writer { get; set; }

    [Nested(Limit = 20), Dependent(Dependent.Destroy)] public List<Footnote> Footnotes { get; } = [];

    public List<Theme> Themes { get; } = [];

    [Polymorphic(nameof(Praise.Subject)), Dependent(Dependent.DeleteAll)] public List<Praise> Praises { get; } = [];
}

public class Writer : Record<Writer>
{
    [Required] public string Name { get; set; } = "";
    public int EssaysCount { get; private set; }

    [Dependent(Dependent.RestrictWithError)] public List<Essay> Essays { get; } = [];
}

public class Footnote : Record<Footnote>
{
    [Required] public string Text { get; set; } = "";

    public int EssayId { get; set; }
    public Essay? Essay { get; set; }
}

public class Theme : Record<Theme>
{
    [Required] public string Name { get; set; } = "";

    public List<Essay> Essays { get => Loaded(field); } = []; // read before it is loaded: an error
}
// end snippet

// snippet: associations-params
public record EssayParams(string? Title = null, IReadOnlyList<FootnoteParams>? Footnotes = null);

public record FootnoteParams(int? Id = null, string? Text = null, bool Destroy = false);
// end snippet

// snippet: associations-polymorphic
public class Praise : Record<Praise>
{
    [Required] public string Words { get; set; } = "";

    public string? SubjectType { get; set; }
    public int? SubjectId { get; set; }
    [Polymorphic] public Record? Subject { get; set; }
}
// end snippet

// snippet: associations-through
public class Surgeon : Record<Surgeon>
{
    public List<Operation> Operations { get; } = [];

    [Through(nameof(Operations))] public List<Patient> Patients { get; } = [];
}

public class Operation : Record<Operation>
{
    public int SurgeonId { get; set; }
    public Surgeon? Surgeon { get; set; }

    public int PatientId { get; set; }
    public Patient? Patient { get; set; }
}

public class Patient : Record<Patient>
{
    public List<Operation> Operations { get; } = [];

    [Through(nameof(Operations))] public List<Surgeon> Surgeons { get; } = [];
}
// end snippet
