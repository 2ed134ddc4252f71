using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Trestle.Bench.Records;

/// <summary>Records as an app has them: with rules and a callback, a unit of work for each request.</summary>
sealed class TrestleSide(string file) : Side(file)
{
    readonly Database database = new(DatabaseOptions.ForFile(file, typeof(Article).Assembly));

    public override async Task<string> FindAsync(int id)
    {
        await using var work = database.BeginUnitOfWork();

        return (await Article.FindAsync(id)).Title;
    }

    public override async Task<int> FindEachAsync(int[] ids)
    {
        await using var work = database.BeginUnitOfWork();
        var letters = 0;

        foreach (var id in ids)
            letters += (await Article.FindAsync(id)).Title.Length;

        return letters;
    }

    public override async Task<int> ListAsync()
    {
        await using var work = database.BeginUnitOfWork();

        return (await Article.All.OrderBy(a => a.Id).Take(100).ToListAsync()).Sum(a => a.Title.Length);
    }

    public override async Task InsertAsync(string title)
    {
        await using var work = database.BeginUnitOfWork();
        var article = new Article { Title = title, Body = Body, Slug = "new" };

        if (!await article.SaveAsync())
            throw new InvalidOperationException(string.Join(", ", article.Errors.FullMessages));
    }

    public override async Task UpdateAsync(int id, string title)
    {
        await using var work = database.BeginUnitOfWork();
        var article = await Article.FindAsync(id);
        article.Title = title;

        if (!await article.SaveAsync())
            throw new InvalidOperationException(string.Join(", ", article.Errors.FullMessages));
    }

    public override async Task StarAsync(int id)
    {
        await using var work = database.BeginUnitOfWork();

        await Database.TransactionAsync(async () =>
        {
            var article = await Article.FindAsync(id);
            article.Stars++;
            await article.SaveAsync();
        });
    }

    public override ValueTask DisposeAsync() => database.DisposeAsync();
}

public class Article : Record<Article>
{
    [Required, MaxLength(80)] public string Title { get; set; } = "";
    [Required, MinLength(10)] public string Body { get; set; } = "";
    public string? Slug { get; set; }
    public int Stars { get; set; }

    protected override void BeforeValidate() => Title = Title.Trim();

    protected override Task BeforeSave()
    {
        Slug ??= Title;

        return Task.CompletedTask;
    }
}
