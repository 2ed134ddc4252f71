namespace Trestle;

public abstract partial class Record<T>
{
    /// <summary>
    /// Encrypts the rows anew that were not encrypted with the newest secret, or not at all, in batches and beside
    /// everything else; gives the number of values it wrote. Rules, callbacks and <see cref="Record.UpdatedAt"/> are left
    /// alone. An older secret is not needed any more once this has run in every class.
    /// </summary>
    public static Task<int> ReencryptAsync()
    {
        var context = Database.Current;

        return new Reencryption(context, context.Model.FindEntityType(typeof(T))!).RunAsync();
    }
}
