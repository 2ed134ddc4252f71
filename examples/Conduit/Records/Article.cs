using System.Text.RegularExpressions;

namespace Conduit.Records;

public partial class Article : Record<Article>
{
    [Unique, StringLength(120)] public string Slug { get; private set; } = "";
    [Required, StringLength(200)] public string Title { get; set; } = "";
    [Required, StringLength(1_000)] public string Description { get; set; } = "";
    [Required, StringLength(100_000)] public string Body { get; set; } = "";
    public int FavoritesCount { get; private set; }

    public int AuthorId { get; set; }
    public User? Author { get => Loaded(field); set; }

    public List<Tag> Tags { get => Loaded(field); } = [];
    [Dependent(Dependent.DeleteAll)] public List<Favorite> Favorites { get => Loaded(field); } = [];
    [Dependent(Dependent.DeleteAll)] public List<Comment> Comments { get => Loaded(field); } = [];

    public static Task<Article> BySlugAsync(string slug) =>
        All.Include(article => article.Author).Include(article => article.Tags).FindByAsync(article => article.Slug == slug);

    /// <summary>Makes these its tags, in this order of first mention.</summary>
    public async Task TagAsync(IReadOnlyList<string> names)
    {
        Tags.Clear();

        foreach (var name in names.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct())
            Tags.Add(await Tag.NamedAsync(name));
    }

    protected override async Task BeforeSave()
    {
        if (IsNew || HasChanged(nameof(Title)))
            Slug = await FreeSlugAsync();
    }

    async Task<string> FreeSlugAsync()
    {
        var wanted = NoWord().Replace(Title.ToLowerInvariant(), "-").Trim('-');
        wanted = wanted.Length == 0 ? "article" : wanted[..Math.Min(100, wanted.Length)];

        return await All.AnyAsync(other => other.Slug == wanted && other.Id != Id) ? $"{wanted}-{Guid.NewGuid():N}"[..Math.Min(120, wanted.Length + 9)] : wanted;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NoWord();
}

public class Tag : Record<Tag>
{
    [Required, StringLength(60), Unique] public string Name { get; set; } = "";

    public List<Article> Articles { get => Loaded(field); } = [];

    public static async Task<Tag> NamedAsync(string name) =>
        await All.FindByOrDefaultAsync(tag => tag.Name == name) ?? new Tag { Name = name };
}

[Index(nameof(UserId), nameof(ArticleId), IsUnique = true)]
public class Favorite : Record<Favorite>
{
    public int UserId { get; set; }
    public User? User { get => Loaded(field); set; }

    public int ArticleId { get; set; }
    [CounterCache] public Article? Article { get => Loaded(field); set; }
}

public record ArticleParams(string? Title = null, string? Description = null, string? Body = null, IReadOnlyList<string>? TagList = null);
