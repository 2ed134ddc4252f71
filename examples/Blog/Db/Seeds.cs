using System.Text.Json;

namespace Blog.Db;

/// <summary>Twenty-five articles to begin with, and what readers said about them.</summary>
public class Seeds : DatabaseSeeds
{
    static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    protected override async Task Run()
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Db", "seeds.json"));

        foreach (var seed in (await JsonSerializer.DeserializeAsync<SeedArticle[]>(file, CamelCase))!.Reverse())
        {
            var article = new Article { Title = seed.Title, Author = seed.Author, Body = seed.Body };

            foreach (var comment in seed.Comments)
                article.Comments.Add(new() { Author = comment.Author, Body = comment.Body });

            await article.SaveAsync();
        }
    }

    sealed record SeedArticle(string Title, string Author, string Body, SeedComment[] Comments);

    sealed record SeedComment(string Author, string Body);
}
