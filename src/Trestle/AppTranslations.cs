using System.Globalization;

namespace Trestle;

/// <summary>The catalogs of an application: the folder Locales beside its program; in development the one beside its code, read again when it changes.</summary>
static class AppTranslations
{
    const string Folder = "Locales";

    /// <summary>Null where there are none.</summary>
    public static Translations? Of(AppSettings settings)
    {
        var folder = settings.IsDevelopment && Directory.Exists(Folder) ? Path.GetFullPath(Folder) : Path.Combine(settings.ContentRoot, Folder);

        if (!Directory.Exists(folder))
            return null;

        try
        {
            return new(folder, settings.Web.Locale, isStrict: settings.Environment is "Development" or "Test", reloads: settings.IsDevelopment);
        }
        catch (CatalogException unusable)
        {
            throw new AppStartException(unusable.Message, unusable);
        }
        catch (CultureNotFoundException unknown)
        {
            throw new AppStartException($"expected the setting Web:Locale:Default to be a language such as en or pt-BR, got: {settings.Web.Locale.Default}", unknown);
        }
    }
}
