namespace Trestle;

public abstract partial class Record<T>
{
    /// <summary>
    /// This record's id for a link, which nobody can change or make up: <c>user.SignedId("unsubscribe")</c>. It is good
    /// for one purpose, as long as it is told to be, whatever becomes of the record's values.
    /// </summary>
    public string SignedId(string purpose, TimeSpan? expiresIn = null)
    {
        RefuseNew();
        var context = Database.Current;

        return new SignedText(Id, context.Now + expiresIn, []).Sign(context.Keys, SignedIdContext(purpose));
    }

    /// <exception cref="RecordNotFoundException">
    /// The signed id is none, is for another purpose or has expired, or its record is gone; a request answers 404.
    /// </exception>
    public static async Task<T> FindSignedAsync(string? signedId, string purpose) =>
        await FindSignedOrDefaultAsync(signedId, purpose)
        ?? throw RecordNotFoundException.BySignedText(
            typeof(T), $"signed id for {purpose}", nameof(FindSignedOrDefaultAsync));

    public static async Task<T?> FindSignedOrDefaultAsync(string? signedId, string purpose)
    {
        var context = Database.Current;
        var signed = SignedText.Read(context.Keys, SignedIdContext(purpose), signedId, context.Now);

        return signed is { } good ? await FindOrDefaultAsync(good.Id) : null;
    }

    /// <summary>
    /// A token to send to the record's owner, good for one purpose until it expires or what it was made from changes.
    /// </summary>
    public string TokenFor(TokenPurpose<T> purpose)
    {
        RefuseNew();

        return purpose.Sign((T)this, Database.Current.Keys, Database.Current.Now);
    }

    /// <exception cref="RecordNotFoundException">
    /// The token is none, is for another purpose, has expired or was made from other values, or its record is gone; a
    /// request answers 404.
    /// </exception>
    public static async Task<T> FindByTokenAsync(TokenPurpose<T> purpose, string? token) =>
        await FindByTokenOrDefaultAsync(purpose, token)
        ?? throw RecordNotFoundException.BySignedText(
            typeof(T), $"{purpose.Name} token", nameof(FindByTokenOrDefaultAsync));

    public static async Task<T?> FindByTokenOrDefaultAsync(TokenPurpose<T> purpose, string? token)
    {
        var context = Database.Current;

        return purpose.Read(context.Keys, token, context.Now) is { } signed
            && await FindOrDefaultAsync(signed.Id) is { } record
            && purpose.StillFits(record, context.Keys, signed) ? record : null;
    }

    static string SignedIdContext(string purpose) => $"id {typeof(T).Name} {purpose}";
}
