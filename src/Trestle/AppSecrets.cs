using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Trestle;

/// <summary>
/// The application's secrets, the newest first: those of the setting "Secrets", or one it makes at its first start and
/// keeps in a file of its data folder, apart from the database.
/// </summary>
static partial class AppSecrets
{
    const string FileName = "secrets";
    const int Bytes = 48;

    static readonly char[] between = [' ', ',', ';', '\n', '\r', '\t'];

    public static IReadOnlyList<string> Of(AppSettings settings)
    {
        if (Given(settings.Configuration) is [_, ..] given)
            return given;

        // A server's database outlives the machine and serves others: what only this one knew would be lost with it.
        return settings.IsDevelopment || settings.KeepsItsDatabase ? Kept(Path.Combine(settings.Data, FileName)) : [];
    }

    static string[] Given(IConfiguration configuration)
    {
        var section = configuration.GetSection("Secrets");

        return section.Value is { } text
            ? Split(text)
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>()];
    }

    static string[] Kept(string path)
    {
        if (!File.Exists(path))
            Make(path);

        return Split(File.ReadAllText(path));
    }

    // Written whole and then named, so that of two who start at once both read the same.
    static void Make(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));

        try
        {
            Name(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another one was first.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // .NET's Move looks whether there is a file and then renames: on Unix two may look, and the second replaces what the
    // first has read already. A second name is refused where there is one.
    static void Name(string draft, string path)
    {
        if (OperatingSystem.IsWindows() || (Link(draft, path) != 0 && !File.Exists(path)))
            File.Move(draft, path, overwrite: false);
    }

    // https://man7.org/linux/man-pages/man2/link.2.html
    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);

    static string[] Split(string text) => text.Split(between, StringSplitOptions.RemoveEmptyEntries);
}
