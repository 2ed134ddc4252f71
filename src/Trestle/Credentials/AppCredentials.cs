using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Trestle;

/// <summary>
/// Settings that are secrets: a file of JSON, encrypted, that may lie beside the code. One for an environment, Config/Credentials.Production.json.enc, comes
/// before the one for all, Config/Credentials.json.enc.
/// </summary>
/// <param name="File">The encrypted file.</param>
/// <param name="KeyFile">Where its key lies, unless it is given.</param>
/// <param name="GivenKey">The key that the environment has.</param>
sealed record AppCredentials(string File, string KeyFile, string? GivenKey)
{
    /// <summary>Those an application runs with; null where it has none. In development the key lies in the folder the program was started from.</summary>
    public static AppCredentials? Of(string environment, string root)
    {
        foreach (var scope in new[] { environment, null })
            if (In(root, scope) is var found && System.IO.File.Exists(found.File))
                return found with { KeyFile = System.IO.File.Exists(found.KeyFile) ? found.KeyFile : In(Directory.GetCurrentDirectory(), scope).KeyFile };

        return null;
    }

    /// <summary>Those beside the code in a folder: of one environment, or of all.</summary>
    public static AppCredentials In(string folder, string? environment) => new(
        Path.Combine(folder, "Config", environment is null ? "Credentials.json.enc" : $"Credentials.{environment}.json.enc"),
        Path.Combine(folder, "Config", environment is null ? "Master.key" : $"{environment}.key"),
        Environment.GetEnvironmentVariable(MasterKey.Variable));

    /// <summary>Their name in errors.</summary>
    string Name => $"Config/{Path.GetFileName(File)}";

    public string Read()
    {
        var key = FindKey() ?? throw new AppStartException(
            $"""
            {Name} cannot be read: its key is not here.

            Put it into {KeyFile}, or into the environment as {MasterKey.Variable}. Whoever made the file has it.
            """);

        try
        {
            return key.Decrypt(System.IO.File.ReadAllText(File));
        }
        catch (CryptographicException failure)
        {
            throw new AppStartException(
                $"""
                {Name} cannot be read: {failure.Message}

                The key came from {KeySource}. Take the one that belongs to the file, or the file from where it was whole, such as the repository.
                """, failure);
        }
    }

    /// <summary>Makes the key at the first time.</summary>
    /// <returns>Whether the key is new.</returns>
    public bool Write(string text)
    {
        var key = FindKey();
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, (key ?? NewKey()).Encrypt(text));

        return key is null;
    }

    public Stream OpenJson()
    {
        var json = Read();

        try
        {
            using var parsed = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException unusable)
        {
            throw new AppStartException($"{Name} holds no JSON: {unusable.Message}\n\nMend it: credentials edit", unusable);
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(json));
    }

    string KeySource => GivenKey is null ? KeyFile : $"the environment, {MasterKey.Variable}";

    MasterKey? FindKey()
    {
        var text = GivenKey ?? (System.IO.File.Exists(KeyFile) ? System.IO.File.ReadAllText(KeyFile) : null);

        if (text is null)
            return null;

        return MasterKey.Read(text) ?? throw new AppStartException(
            $"{KeySource} holds no key: expected 32 bytes as base64, got {text.Trim().Length} characters.\n\nCopy it whole from where it is kept.");
    }

    MasterKey NewKey()
    {
        var key = MasterKey.New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var writer = new StreamWriter(KeyFile, options);
        writer.WriteLine(key);

        return key;
    }
}

static class CredentialsConfiguration
{
    public static IConfigurationBuilder AddCredentials(this IConfigurationBuilder configuration, AppCredentials? credentials) =>
        credentials is null ? configuration : configuration.AddJsonStream(credentials.OpenJson());
}
