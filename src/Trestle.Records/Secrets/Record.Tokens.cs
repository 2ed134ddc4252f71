using System.Linq.Expressions;

namespace Trestle;

public abstract partial class Record<T>
{
    /// <summary>
    /// Gives the record a new secure token and writes its column; who knows the old one is locked out:
    /// <c>user.RegenerateAsync(u => u.ApiKey)</c>.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task RegenerateAsync(Expression<Func<T, string?>> token)
    {
        var secure = Attributes.Token(PropertyOf(token));

        return WriteColumnsAsync(() => secure.Regenerate(this), [secure.Name]);
    }
}
