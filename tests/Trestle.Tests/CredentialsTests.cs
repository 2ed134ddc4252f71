using System.Reflection;
using System.Security.Cryptography;

namespace Trestle.Tests;

public sealed class CredentialsTests : IDisposable
{
    readonly DirectoryInfo home = Directory.CreateTempSubdirectory("trestle-credentials-");

    AppCredentials Credentials => AppCredentials.In(home.FullName, null) with { GivenKey = null };

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void Keep_settings_that_only_the_key_opens()
    {
        Assert.True(Credentials.Write("""{ "Mail": { "Password": "arches" } }"""));
        var file = File.ReadAllText(Credentials.File);

        Assert.DoesNotContain("arches", file, StringComparison.Ordinal);
        Assert.Equal("""{ "Mail": { "Password": "arches" } }""", Credentials.Read());
        Assert.False(Credentials.Write("{}"));
        Assert.Equal("{}", Credentials.Read());

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Credentials.KeyFile));
    }

    [Fact]
    public void Look_different_each_time()
    {
        Credentials.Write("{}");
        var first = File.ReadAllText(Credentials.File);
        Credentials.Write("{}");

        Assert.NotEqual(first, File.ReadAllText(Credentials.File));
    }

    [Fact]
    public void Are_settings_before_those_of_files_and_after_those_of_the_command_line()
    {
        var (shared, own) = (AppCredentials.In(home.FullName, null), AppCredentials.In(home.FullName, "Staging"));
        shared.Write("""{ "Mail": { "Password": "arches", "Host": "all" } }""");
        File.WriteAllText(Path.Combine(home.FullName, "Config", "App.json"), """{ "Mail": { "Password": "plain", "User": "ann" } }""");

        Assert.Equal("arches all ann", MailOf("Production"));
        Assert.Equal("piers all ann", MailOf("Production", "--Mail:Password", "piers"));

        own.Write("""{ "Mail": { "Password": "spans" } }""");
        Assert.Equal("spans  ann", MailOf("Staging"));
    }

    [Fact]
    public void Take_the_key_that_the_environment_gives()
    {
        Credentials.Write("{}");
        var key = File.ReadAllText(Credentials.KeyFile);
        File.Delete(Credentials.KeyFile);

        Assert.Equal("{}", (Credentials with { GivenKey = key }).Read());
    }

    [Fact]
    public void Say_that_the_key_is_missing()
    {
        Credentials.Write("{}");
        File.Delete(Credentials.KeyFile);

        Assert.Equal(
            $"""
            Config/Credentials.json.enc cannot be read: its key is not here.

            Put it into {Credentials.KeyFile}, or into the environment as TRESTLE_MASTER_KEY. Whoever made the file has it.
            """,
            FailureOf(Credentials));
    }

    [Fact]
    public void Say_that_the_key_is_another()
    {
        Credentials.Write("{}");

        Assert.Equal(
            """
            Config/Credentials.json.enc cannot be read: It was encrypted with another key.

            The key came from the environment, TRESTLE_MASTER_KEY. Take the one that belongs to the file, or the file from where it was whole, such as the repository.
            """,
            FailureOf(Credentials with { GivenKey = MasterKey.New().ToString() }));
    }

    [Fact]
    public void Say_that_a_key_is_none()
    {
        Credentials.Write("{}");
        File.WriteAllText(Credentials.KeyFile, "c2hvcnQ=\n");

        Assert.Equal(
            $"{Credentials.KeyFile} holds no key: expected 32 bytes as base64, got 8 characters.\n\nCopy it whole from where it is kept.",
            FailureOf(Credentials));
    }

    [Fact]
    public void Say_that_they_have_been_changed_wherever_it_was()
    {
        Credentials.Write("""{ "Mail": { "Password": "arches" } }""");
        var key = MasterKey.Read(File.ReadAllText(Credentials.KeyFile))!;
        var words = File.ReadAllText(Credentials.File).Split(' ');
        var bytes = Convert.FromBase64String(words[2].Trim());

        for (var place = 0; place < bytes.Length; place++)
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            Assert.Equal("It is damaged.", Assert.Throws<CryptographicException>(() => key.Decrypt($"{words[0]} {words[1]} {Convert.ToBase64String(changed)}")).Message);
        }

        Assert.Equal("It is damaged.", Assert.Throws<CryptographicException>(() => key.Decrypt($"{words[0]} {words[1]} {Convert.ToBase64String(bytes[..20])}")).Message);
        Assert.Equal("It is no file of credentials.", Assert.Throws<CryptographicException>(() => key.Decrypt("{}")).Message);
    }

    [Fact]
    public void Say_that_they_are_no_JSON()
    {
        Credentials.Write("{ oh");

        Assert.StartsWith("Config/Credentials.json.enc holds no JSON: 'o' is an invalid start", Assert.Throws<AppStartException>(() => Credentials.OpenJson()).Message, StringComparison.Ordinal);
    }

    string MailOf(string environment, params string[] args)
    {
        var mail = AppSettings.Read(Assembly.GetExecutingAssembly(), ["--environment", environment, .. args], home.FullName).Configuration.GetSection("Mail");

        return $"{mail["Password"]} {mail["Host"]} {mail["User"]}";
    }

    static string FailureOf(AppCredentials credentials) => Assert.Throws<AppStartException>(credentials.Read).Message;
}
