using Microsoft.AspNetCore.Http;

namespace Trestle;

// What browsers and caches may keep, and whether what they keep is still good.
public abstract partial class Controller
{
    /// <summary>
    /// Whether the client must be sent the page anew, by what the records it shows are like now:
    /// <c>return IsStale(article) ? View(article) : NotModified();</c> Name all that the page depends on, as who is signed in; null counts too. A new
    /// version of the application, and a message in <see cref="Flash"/>, make every page stale.
    /// </summary>
    protected bool IsStale(params IEnumerable<Record?> records)
    {
        List<Record?> all = [.. records];
        var changed = all.Max(record => record?.UpdatedAt);
        var parts = all.Select(record => record is null ? "-" : FragmentKey.Of(record));

        return IsStale(string.Join(',', parts), changed);
    }

    /// <summary>The same by a text that changes with the page, and the time of its last change if it is known.</summary>
    // https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
    protected bool IsStale(string version, DateTimeOffset? changed = null)
    {
        if (!(HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method)) || !Flash.IsEmpty)
            return true;

        var headers = Response.GetTypedHeaders();
        headers.ETag = EntityTag.Of(endpoint!.Version, Request.Path, version);
        headers.LastModified = changed;

        return !EntityTag.IsFresh(Request.GetTypedHeaders(), headers.ETag, changed);
    }

    /// <summary>Answers 304: what the client has is good.</summary>
    protected Result NotModified()
    {
        if (Response.Headers.CacheControl.Count == 0)
            Response.Headers.CacheControl = PageWriter.CacheControl;

        return Status(StatusCodes.Status304NotModified);
    }

    /// <summary>Lets the browser keep the answer for a time without asking; every cache on the way too, if it is public.</summary>
    /// <param name="time">How long.</param>
    /// <param name="isPublic">The answer is the same for everybody.</param>
    /// <param name="staleFor">How long after that it may be shown once more while a new one is fetched.</param>
    protected void ExpiresIn(TimeSpan time, bool isPublic = false, TimeSpan? staleFor = null) => Response.Headers.CacheControl =
        $"{(isPublic ? "public" : "private")}, max-age={(long)time.TotalSeconds}{(staleFor is { } more ? $", stale-while-revalidate={(long)more.TotalSeconds}" : "")}";

    /// <summary>Lets everybody keep the answer for a year, for an address whose content never changes.</summary>
    protected void CacheForever() => Response.Headers.CacheControl = "public, max-age=31536000, immutable";

    /// <summary>Lets nobody keep the answer, not even the browser for its back button.</summary>
    protected void NoStore() => Response.Headers.CacheControl = "no-store";
}
