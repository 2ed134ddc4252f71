using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// A piece of HTML written in a .razor file, with parameters; pages, layouts and live views are components too.
/// </summary>
public abstract partial class Component : ComponentBase
{
    ViewContext? context;

    /// <summary>What this page knows of its request: path, flash, tokens, services.</summary>
    protected ViewContext Context => context ?? throw new InvalidOperationException(
        $"{GetType().Name} read Context before it was rendered.\n\n"
        + "Read it in the markup or in a method the markup calls.");

    /// <summary>The address of a static file, fingerprinted so that browsers may keep it for ever.</summary>
    protected string Asset(string path) => Context.Asset(path);

    /// <summary>The path of a record, "/articles/7"; of its list when it is not saved yet.</summary>
    protected static string PathTo(Record record) => ResourceName.PathTo(record);

    /// <summary>
    /// A text in the reader's language: <c>T("articles.index.title")</c>, or <c>T(".title")</c> in Views/Articles/Index.razor.
    /// </summary>
    protected string T(string key, object? values = null) => Translations.Text(TranslationKey.Of(GetType(), key), values);

    /// <summary>A text that is markup, with its values escaped; its key ends with <c>_html</c>.</summary>
    protected MarkupString THtml(string key, object? values = null) => Translations.Html(TranslationKey.Of(GetType(), key), values);

    Translations Translations => Trestle.Translations.Of(Context.Services);

    /// <summary>A path with scheme and host: <c>UrlOf(Paths.Article(article))</c> is "https://example.com/articles/7".</summary>
    protected string UrlOf(string path) => Context.UrlOf(path);

    /// <summary>A live view knows its context before it is rendered: Mount may set the title.</summary>
    internal void Use(ViewContext context) => this.context = context;

    internal void Render(RenderTreeBuilder builder, ViewContext context)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InvalidOperationException(
                $"{GetType().Name} renders itself within itself without end.\n\n"
                + "Let it stop when there is nothing more to show.");

        this.context = context;
        RequirePlace();
        BuildRenderTree(builder);
    }

    /// <summary>Throws for a component that cannot be shown where it is.</summary>
    internal virtual void RequirePlace()
    {
    }
}
