namespace Trestle.Web.Tests.Locales;

/// <summary>A folder of catalogs, as one test wants it.</summary>
sealed class CatalogFolder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("locales-");

    public CatalogFolder(params (string Name, string Json)[] catalogs)
    {
        foreach (var (name, json) in catalogs)
            Write(name, json);
    }

    public void Write(string name, string json) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.json"), json);

    public Translations Load(bool isStrict = true, bool reloads = false, LocaleOptions? options = null) =>
        new(folder.FullName, options ?? new(), isStrict, reloads);

    public void Touch(string name, DateTime at) => File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, $"{name}.json"), at);

    public void Dispose() => folder.Delete(recursive: true);
}
