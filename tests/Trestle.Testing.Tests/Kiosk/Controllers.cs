using Microsoft.EntityFrameworkCore;

namespace Trestle.Testing.Tests.Kiosk;

public class NotesController : Controller
{
    public async Task<Result> Index()
    {
        var notes = await Note.All.OrderBy(note => note.Id).ToListAsync();

        return Request.Headers.Accept == "application/json" ? Json(notes.Select(note => new { note.Id, note.Title })) : Page(
            $"""
            <title>Notes</title>
            <h1>Notes</h1>
            <a href="/notes/new">New note</a>
            <ul>{string.Concat(notes.Select(note => $"<li id=note-{note.Id}><a href=/notes/{note.Id}>{note.Title}</a> <form method=post action=/notes/{note.Id}><input type=hidden name=_method value=delete><button>Delete</button></form></li>"))}</ul>
            <button>Idle</button>
            """);
    }

    public async Task<Result> Show(int id) => Page($"<h1>{(await Note.FindAsync(id)).Title}</h1> <p>{Flash.Notice}</p>");

    public Result New() => Page("<form id=new-note method=post action=/notes><input name=title value=Untitled><button>Save</button></form>");

    public async Task<Result> Create(NoteParams input)
    {
        var note = new Note().Assign(input);

        return await note.SaveAsync() ? Redirect(to: note).Notice("Saved.") : Text(string.Join(". ", note.Errors.FullMessages), 422);
    }

    public async Task<Result> Destroy(int id)
    {
        await (await Note.FindAsync(id)).DestroyAsync();

        return Redirect(to: "/notes");
    }

    Result Page(string html) => Text(html, "text/html");
}

public record PosterParams(string Title, Upload Sheet, List<Upload> Extras);

public class OddController(Greeting greeting, TimeProvider time) : Controller
{
    public Result Greeting() => Text(greeting.Text);

    public Result Told() => Text($"<h1>{Flash.Notice}</h1>", "text/html");

    public Result Now() => Text($"{time.GetUtcNow():yyyy-MM-dd}");

    public Result Visits()
    {
        Session["visits"] += "I";

        return Text(Session["visits"]!);
    }

    public Result Poster(PosterParams poster)
    {
        using var reader = new StreamReader(poster.Sheet.OpenRead());

        return Text($"{poster.Title}: {poster.Sheet}, {reader.ReadToEnd()}, {string.Join(" ", poster.Extras)}");
    }

    public Result Crash() => throw new InvalidOperationException("boom");

    public Result Broken() => Text("<h1>Broken</h1><script>throw new Error('torn')</script>", "text/html");

    public Result Circle() => Redirect(to: "/circle");

    public Result Away() => RedirectAway(new Uri("https://elsewhere.example/"));

    public Result Moved() => Redirect(to: "/echo", 307);

    public Result Search(string words) => Text($"searched {words}");

    public async Task<Result> Echo() => Text(string.Join(" ", (await Request.ReadFormAsync()).Select(field => $"{field.Key}={field.Value}")));

    public Result Order() => Text(
        """
        <form class="search wide" action=/search><input name=words></form>
        <form id=order method=post action=/echo>
            <input type=hidden name=gift value=false><input type=checkbox name=gift value=true>
            <input type=checkbox name=extras[] value=milk checked><input type=checkbox name=extras[] value=sugar>
            <input type=radio name=size value=small checked><input type=radio name=size value=large>
            <select name=colour><option value="">None</option><option value=r>Red</option><option value=g>Green</option></select>
            <textarea name=words>as before</textarea>
            <button name=by value=letter>Send by letter</button>
            <button name=by value=wire>Send by wire</button>
        </form>
        """, "text/html");
}
