using System.Globalization;

namespace Conduit.Controllers;

/// <summary>Records as the specification shows them.</summary>
static class Shown
{
    public static object User(User user, string token) => new { User = new { user.Email, Token = token, user.Username, user.Bio, user.Image } };

    public static object Profile(User user, bool isFollowed) => new { user.Username, user.Bio, user.Image, Following = isFollowed };

    public static object Comment(Comment comment, bool isFollowed) => new
    {
        comment.Id,
        CreatedAt = Time(comment.CreatedAt),
        UpdatedAt = Time(comment.UpdatedAt),
        comment.Body,
        Author = Profile(comment.Author!, isFollowed),
    };

    public static object Article(Article article, Bonds bonds) => new
    {
        article.Slug,
        article.Title,
        article.Description,
        article.Body,
        TagList = Tags(article),
        CreatedAt = Time(article.CreatedAt),
        UpdatedAt = Time(article.UpdatedAt),
        Favorited = bonds.Favorites.Contains(article.Id),
        article.FavoritesCount,
        Author = Profile(article.Author!, bonds.Followed.Contains(article.AuthorId)),
    };

    /// <summary>As in a list, where the body is left out.</summary>
    public static object Summary(Article article, Bonds bonds) => new
    {
        article.Slug,
        article.Title,
        article.Description,
        TagList = Tags(article),
        CreatedAt = Time(article.CreatedAt),
        UpdatedAt = Time(article.UpdatedAt),
        Favorited = bonds.Favorites.Contains(article.Id),
        article.FavoritesCount,
        Author = Profile(article.Author!, bonds.Followed.Contains(article.AuthorId)),
    };

    static IEnumerable<string> Tags(Article article) => article.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal);

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What ties a reader to articles and authors: asked for once for a whole list.</summary>
sealed record Bonds(IReadOnlySet<int> Favorites, IReadOnlySet<int> Followed)
{
    public static async Task<Bonds> OfAsync(User? reader, IReadOnlyCollection<int> articles, IReadOnlyCollection<int> authors)
    {
        if (reader is null)
            return new(new HashSet<int>(), new HashSet<int>());

        var favorites = await Favorite.Where(f => f.UserId == reader.Id && articles.Contains(f.ArticleId)).PluckAsync(f => f.ArticleId);
        var followed = await Follow.Where(f => f.FollowerId == reader.Id && authors.Contains(f.FollowedId)).PluckAsync(f => f.FollowedId);

        return new(favorites.ToHashSet(), followed.ToHashSet());
    }
}
