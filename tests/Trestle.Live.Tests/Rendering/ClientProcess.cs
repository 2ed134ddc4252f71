using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Trestle.Live.Tests.Rendering;

/// <summary>The browser client's own merge code in one Node process: joins and diffs in, HTML out.</summary>
public sealed class ClientProcess : IDisposable
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "client");

    readonly Process node;

    public ClientProcess()
    {
        Install();
        node = Start("node", "apply.mjs");
    }

    public string Join(string json) => Send("{\"join\":", json);

    public string Diff(string json) => Send("{\"diff\":", json);

    /// <summary>What it shows after each of the messages, a join or a diff a line; the next may be made meanwhile.</summary>
    public async Task<List<string>> ShowAsync(IReadOnlyList<string> messages)
    {
        var written = Task.Run(() =>
        {
            foreach (var message in messages)
                node.StandardInput.WriteLine(message);

            node.StandardInput.Flush();
        });

        // It answers while it is still written to, and no pipe holds it all.
        var shown = await Task.Run(() => messages.Select(_ => JsonSerializer.Deserialize<string>(ReadLine())!).ToList());
        await written;

        return shown;
    }

    public void Dispose()
    {
        node.StandardInput.Close();
        node.WaitForExit();
        node.Dispose();
    }

    string Send(string before, string json)
    {
        node.StandardInput.WriteLine(before + json + "}");
        node.StandardInput.Flush();

        return JsonSerializer.Deserialize<string>(ReadLine())!;
    }

    string ReadLine() => node.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException($"The client ended: {node.StandardError.ReadToEnd()}");

    static void Install()
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");

        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;

        using var npm = Start("npm", "ci --ignore-scripts --no-audit --no-fund --loglevel=error");
        var problem = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        Assert.True(npm.ExitCode == 0, $"npm ci failed in {Folder}:\n{problem}");
    }

    static Process Start(string file, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(file, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException(
                $"""
                The rendering tests run the browser client's own code, but {file} is not on the PATH.

                Install Node.js 20 or later with npm: on Debian `apt-get install nodejs npm`, elsewhere https://nodejs.org/en/download.
                """);
        }
    }
}
