using System.Reflection;

namespace Trestle.Tests;

public sealed class CredentialsCommandTests : IDisposable
{
    readonly DirectoryInfo home = Directory.CreateTempSubdirectory("trestle-credentials-");
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public void Dispose() => home.Delete(recursive: true);

    string PathOf(string name) => Path.Combine(home.FullName, name);

    [Fact]
    public async Task Are_made_with_their_key_which_git_leaves_out()
    {
        await File.WriteAllTextAsync(PathOf(".gitignore"), "bin/\n");

        Assert.Equal(0, await EditAsync("""{ "Mail": { "Password": "arches" } }"""));
        Assert.Equal(0, await RunAsync("show"));

        Assert.Equal(
            $"""
            Encrypted {PathOf("Config/Credentials.json.enc")}
            Made its key, {PathOf("Config/Master.key")}, and told git to leave it out. Keep a copy where your team keeps passwords: without it nobody reads the file.
            {"{"} "Mail": {"{"} "Password": "arches" {"} }"}
            """,
            output.ToString());
        Assert.Equal("bin/\nConfig/*.key\n", await File.ReadAllTextAsync(PathOf(".gitignore")));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task One_environment_has_its_own()
    {
        await EditAsync("{}", "--environment", "Production");

        Assert.True(File.Exists(PathOf("Config/Credentials.Production.json.enc")));
        Assert.True(File.Exists(PathOf("Config/Production.key")));
        Assert.Equal(1, await RunAsync("show"));
        Assert.Equal(
            $"There are no credentials at {PathOf("Config/Credentials.json.enc")}.\n\nRun the command in the application's folder, or make them: credentials edit\n",
            error.ToString());
    }

    [Fact]
    public async Task What_is_no_JSON_is_kept_and_said()
    {
        Assert.Equal(0, await EditAsync("{ oh"));

        Assert.StartsWith("Warning: it is no JSON, so the application will not start with it. 'o' is an invalid start", error.ToString(), StringComparison.Ordinal);
        output.GetStringBuilder().Clear();
        await RunAsync("show");
        Assert.Equal("{ oh", output.ToString());
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_has_changed_or_the_editor_fails()
    {
        await EditAsync("{}");
        var before = await File.ReadAllTextAsync(PathOf("Config/Credentials.json.enc"));
        output.GetStringBuilder().Clear();

        Assert.Equal((0, "Nothing has changed.\n"), (await EditAsync("{}"), output.ToString()));
        Assert.Equal(1, await RunAsync("edit", "--editor", "false"));
        Assert.Equal("The editor false ended with 1, so nothing was changed.\n", error.ToString());
        Assert.Equal(before, await File.ReadAllTextAsync(PathOf("Config/Credentials.json.enc")));
    }

    // An editor that writes the text over what it is given.
    async Task<int> EditAsync(string text, params string[] more)
    {
        await File.WriteAllTextAsync(PathOf("typed"), text);

        return await RunAsync(["edit", "--editor", $"cp {PathOf("typed")}", .. more]);
    }

    Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(Assembly.GetExecutingAssembly(), ["credentials", .. args, "--in", home.FullName], output, error);
}
