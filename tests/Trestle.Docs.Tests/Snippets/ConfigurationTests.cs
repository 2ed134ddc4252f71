using System.Diagnostics;

namespace Trestle.Docs.Tests.Snippets;

public class ConfigurationTests
{
    [Fact]
    public async Task Lists_what_is_missing_at_once_and_does_not_start() => Assert.Equal(
        (2,
        """
        Gallery does not start in Staging: 2 settings have no value.

            Gallery:Visitor
            Gallery:Town

        Give each one in Config/App.json or Config/Staging.json, a secret by the command credentials edit or in the environment, as TRESTLE_Gallery__Visitor.

        """),
        await RunAsync("--environment", "Staging", "--Gallery:Visitor", ""));

    static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(output.Parent!.Parent!.FullName, "Docs.Gallery", output.Name, "Gallery.dll");
        var data = Directory.CreateTempSubdirectory("trestle-docs-");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "0", "--data", data.FullName, .. arguments]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        data.Delete(recursive: true);

        return (process.ExitCode, error);
    }
}
