using System.Globalization;
using System.Text.Json;

namespace Trestle;

/// <summary>The texts of one culture: a JSON file of nested names, such as Locales/de.json.</summary>
sealed record Catalog(CultureInfo Culture, string File, IReadOnlyDictionary<string, Translation> Texts)
{
    static readonly JsonDocumentOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Catalog Read(string path)
    {
        var file = $"Locales/{Path.GetFileName(path)}";
        var texts = new Dictionary<string, Translation>(StringComparer.Ordinal);

        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path), lenient);
            Add(document.RootElement, "", file, texts);
        }
        catch (JsonException broken)
        {
            throw new CatalogException(
                $"""
                {file} cannot be read: line {broken.LineNumber + 1}, character {broken.BytePositionInLine + 1}. {Reason(broken)}

                Correct it: a catalog is JSON, with a comma between entries and every text in quotes.
                """, broken);
        }

        return new(CultureOf(Path.GetFileNameWithoutExtension(path), file), file, texts);
    }

    static void Add(JsonElement element, string key, string file, Dictionary<string, Translation> texts)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            texts[key] = new(key, file, new Dictionary<string, string> { [Translation.Other] = element.GetString()! });
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            throw new CatalogException(
                $"""
                {file} has {element.GetRawText()} for "{key}", and a catalog holds texts and names of further texts alone.

                Put it in quotes.
                """);

        if (IsPlural(element))
            texts[key] = new(key, file, element.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!));
        else
            foreach (var entry in element.EnumerateObject())
                Add(entry.Value, key.Length == 0 ? entry.Name : $"{key}.{entry.Name}", file, texts);
    }

    static bool IsPlural(JsonElement element) => element.TryGetProperty(Translation.Other, out _)
        && element.EnumerateObject().All(form => PluralRules.Categories.Contains(form.Name) && form.Value.ValueKind == JsonValueKind.String);

    static CultureInfo CultureOf(string name, string file)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw new CatalogException(
                $"""
                {file} is named after no culture: "{name}" is not known.

                Name it as in Locales/de.json or Locales/pt-BR.json.
                """);
        }
    }

    // The rest of the message says again where.
    static string Reason(JsonException broken) => broken.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
}

/// <summary>A catalog that cannot be used, in words for whoever wrote it.</summary>
sealed class CatalogException(string message, Exception? cause = null) : Exception(message, cause);
