using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Trestle;

/// <summary>The catalogs, for libraries that ask by .NET's own interface; a key that none has is its own text.</summary>
sealed class TranslationLocalizer(Translations translations) : IStringLocalizer, IStringLocalizerFactory
{
    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var found = translations.Find(name)?.Translation.Forms[Translation.Other];
            var text = found ?? name;

            return new(name, arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments), resourceNotFound: found is null);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        translations.Keys(includeParentCultures).Select(key => this[key]);

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;
}
