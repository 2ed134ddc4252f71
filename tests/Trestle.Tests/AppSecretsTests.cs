using System.Reflection;

namespace Trestle.Tests;

public sealed class AppSecretsTests : IDisposable
{
    const string One = "the-first-secret-of-this-application";
    const string Other = "the-other-secret-of-this-application";

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-secrets-");

    string Kept => Path.Combine(data.FullName, "secrets");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void Makes_a_secret_once_and_keeps_it_from_others()
    {
        var made = SecretsOf("--environment", "Production");

        Assert.Equal(64, Assert.Single(made).Length);
        Assert.Equal(made, SecretsOf("--environment", "Production"));
        Assert.Equal([Kept], data.GetFiles().Select(file => file.FullName));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Kept));
    }

    [Fact]
    public void Those_who_start_at_once_have_the_same()
    {
        var made = new IReadOnlyList<string>[8];

        Parallel.For(0, made.Length, index => made[index] = SecretsOf("--environment", "Production"));

        Assert.Single(made.Select(one => one.Single()).Distinct());
        Assert.Single(data.GetFiles());
    }

    [Fact]
    public void Takes_those_it_is_given()
    {
        Assert.Equal(["a-new-secret", "an-old-secret"], SecretsOf("--Secrets:0", "a-new-secret", "--Secrets:1", "an-old-secret"));
        Assert.Empty(data.GetFiles());
    }

    [Fact]
    public void Reads_several_from_its_file()
    {
        File.WriteAllText(Kept, $"{One}\n\n{Other}\n");

        Assert.Equal([One, Other], SecretsOf("--environment", "Production"));
    }

    [Fact]
    public void Makes_none_for_a_database_that_others_use_too()
    {
        Assert.Empty(SecretsOf("--environment", "Production", "--database", "postgres://app@db/shop"));
        Assert.Single(SecretsOf("--environment", "Development", "--database", "postgres://app@db/shop"));
    }

    IReadOnlyList<string> SecretsOf(params string[] args) =>
        AppSecrets.Of(AppSettings.Read(Assembly.GetExecutingAssembly(), ["--data", data.FullName, .. args]));
}
