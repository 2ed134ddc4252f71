using System.Text.Json;

namespace Trestle;

/// <summary>The application's Config/ImportMap.json.</summary>
static class AppImports
{
    const string File = "Config/ImportMap.json";

    /// <summary>Null where there is none.</summary>
    public static ImportPins? Of(AppSettings settings)
    {
        var path = Path.Combine(settings.ContentRoot, File);

        if (!System.IO.File.Exists(path))
            return null;

        try
        {
            return ImportPins.Parse(System.IO.File.ReadAllText(path));
        }
        catch (JsonException unusable)
        {
            throw new AppStartException(
                $$"""
                {{File}} cannot be read: {{unusable.Message}}

                It has the form of an import map, with paths under wwwroot: { "imports": { "app": "/js/app.js" } }
                """, unusable);
        }
    }
}
