using System.Linq.Expressions;

namespace Trestle;

public abstract partial class Record<T>
{
    const string UsualPassword = "Password";

    /// <summary>
    /// The record that meets the condition, if the password is its own; null otherwise, after the same time whether
    /// there is such a record or not: <c>User.AuthenticateByAsync(u => u.Email == email, password)</c>.
    /// </summary>
    public static async Task<T?> AuthenticateByAsync(
        Expression<Func<T, bool>> condition, string? password, string property = UsualPassword)
    {
        var secure = attributes.For(typeof(T)).Password(property);
        var found = await All.FindByOrDefaultAsync(condition);

        return await MatchesAsync(secure, found, password) ? found : null;
    }

    /// <summary>
    /// Whether this is the record's password. A hash made when passwords took less work is made anew, and its column
    /// written.
    /// </summary>
    public Task<bool> AuthenticateAsync(string? password, string property = UsualPassword) =>
        MatchesAsync(Attributes.Password(property), (T)this, password);

    static async Task<bool> MatchesAsync(SecurePassword secure, T? record, string? password)
    {
        var context = Database.Current;
        var rounds = context.PasswordRounds;
        var digest = record is null ? null : secure.DigestOf(record);

        if (!await context.RunHeavyAsync(() => PasswordHash.Matches(password, digest, rounds)))
            return false;

        if (!record!.IsNew && PasswordHash.IsWeaker(digest!, rounds))
            await record.StrengthenAsync(secure, digest!, password!);

        return true;
    }

    // Somebody may set another password meanwhile: theirs stays.
    async Task StrengthenAsync(SecurePassword secure, string weak, string password)
    {
        var context = Database.Current;
        var strong = await context.RunHeavyAsync(() => PasswordHash.Of(password, context.PasswordRounds));
        var record = Expression.Parameter(typeof(T), "record");
        var digest = Expression.Lambda<Func<T, string>>(Likeness.Property(record, secure.Digest), record);
        var isUnchanged = Expression.Lambda<Func<T, bool>>(
            Expression.Equal(digest.Body, Likeness.Parameter(weak, typeof(string))), record);

        await Database.TransactionAsync(async () =>
        {
            var self = All.Where(r => r.Id == Id).Where(isUnchanged);

            if (await self.UpdateAllAsync(set => set.SetProperty(digest, strong)) == 1)
                TakeOver(secure.Digest.Name, strong);
        });
    }
}
