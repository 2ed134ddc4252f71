using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;

namespace Trestle;

/// <summary>The commands for an application's credentials: read and changed in the folder of its code.</summary>
sealed class CredentialsCommand : Command
{
    const string Ignored = "Config/*.key";

    const string Template =
        """
        {
          // Settings that are secrets. In the application: configuration["Mail:Password"]
          "Mail": { "Password": "" }
        }

        """;

    static readonly Option<string> folder = new("--in") { Description = "The application's folder. Default: this one.", DefaultValueFactory = _ => Directory.GetCurrentDirectory() };

    static readonly Option<string?> editor = new("--editor") { Description = "Default: what VISUAL or EDITOR names." };

    readonly SettingOptions settings;

    public CredentialsCommand(SettingOptions settings) : base("credentials", "Settings that are secrets, encrypted beside the code: Config/Credentials.json.enc.")
    {
        this.settings = settings;

        Add(On("edit", "Open them in the editor that EDITOR names, and encrypt what it leaves. With --environment, those of one.", EditAsync));
        Add(On("show", "Print them as they are.", ShowAsync));
    }

    static Command On(string name, string description, Func<ParseResult, CancellationToken, Task> run)
    {
        var command = new Command(name, description) { folder, editor };
        command.SetAction(run);

        return command;
    }

    Task ShowAsync(ParseResult result, CancellationToken cancellation) => result.InvocationConfiguration.Output.WriteAsync(Existing(result).Read());

    AppCredentials Existing(ParseResult result) => Of(result) is var credentials && File.Exists(credentials.File)
        ? credentials
        : throw new AppStartException($"There are no credentials at {credentials.File}.\n\nRun the command in the application's folder, or make them: credentials edit");

    AppCredentials Of(ParseResult result) => AppCredentials.In(result.GetValue(folder)!, settings.EnvironmentOf(result));

    async Task EditAsync(ParseResult result, CancellationToken cancellation)
    {
        var output = result.InvocationConfiguration.Output;
        var credentials = Of(result);
        var before = File.Exists(credentials.File) ? credentials.Read() : Template;
        var after = await EditedAsync(before, EditorOf(result), cancellation);

        if (after == before && File.Exists(credentials.File))
        {
            await output.WriteLineAsync("Nothing has changed.");

            return;
        }

        var isNewKey = credentials.Write(after);
        await output.WriteLineAsync($"Encrypted {credentials.File}");

        if (isNewKey)
        {
            KeepOutOfGit(Path.Combine(result.GetValue(folder)!, ".gitignore"));
            await output.WriteLineAsync(
                $"Made its key, {credentials.KeyFile}, and told git to leave it out. Keep a copy where your team keeps passwords: without it nobody reads the file.");
        }

        if (FaultOf(after) is { } fault)
            await result.InvocationConfiguration.Error.WriteLineAsync($"Warning: it is no JSON, so the application will not start with it. {fault}");
    }

    // In a folder of its own that only this user can read, and gone whatever happens.
    static async Task<string> EditedAsync(string text, string editor, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("credentials-");
        var file = Path.Combine(folder.FullName, "Credentials.json");

        try
        {
            await File.WriteAllTextAsync(file, text, cancellation);
            await RunEditorAsync(editor, file, cancellation);

            return await File.ReadAllTextAsync(file, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string EditorOf(ParseResult result) =>
        result.GetValue(editor) is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable("VISUAL") is { Length: > 0 } visual ? visual
        : Environment.GetEnvironmentVariable("EDITOR") is { Length: > 0 } usual ? usual
        : throw new AppStartException("No editor is named.\n\nName one that waits until it is closed: dotnet run -- credentials edit --editor nano");

    static async Task RunEditorAsync(string editor, string file, CancellationToken cancellation)
    {
        var words = editor.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Start(words[0], [.. words[1..], file]);
        await process.WaitForExitAsync(cancellation);

        if (process.ExitCode != 0)
            throw new AppStartException($"The editor {editor} ended with {process.ExitCode}, so nothing was changed.");
    }

    static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(program, arguments);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new AppStartException($"The editor {program} cannot be started: {failure.Message}\n\nName another one with --editor, or in EDITOR.", failure);
        }
    }

    static void KeepOutOfGit(string file)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];

        if (!lines.Contains(Ignored))
            File.WriteAllLines(file, [.. lines, Ignored]);
    }

    static string? FaultOf(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

            return null;
        }
        catch (JsonException fault)
        {
            return fault.Message;
        }
    }
}
