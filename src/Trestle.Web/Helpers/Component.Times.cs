using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

// Dates and times as their reader says them, in elements that tell a program the exact ones.
public abstract partial class Component
{
    /// <summary>
    /// How long ago it was, or how long until then: "3 hours ago", "in 2 days". In another language by the texts <c>ago.hours</c>, <c>until.days</c> and so on
    /// of its catalog.
    /// </summary>
    protected RenderFragment TimeAgo(DateTimeOffset moment) => builder =>
    {
        var clock = Context.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var span = Elapsed.Between(moment, clock.GetUtcNow());

        TimeElement(builder, Exact(moment), Locale.Local(moment).ToString("f", CultureInfo.CurrentCulture), span.InWords(Context.Services.GetService<Translations>()));
    };

    /// <summary>A moment as clocks show it where the reader is, in a format of .NET: "g" is short, "f" long, "d" the day alone.</summary>
    protected static RenderFragment TimeTag(DateTimeOffset moment, string format = "g") => builder =>
        TimeElement(builder, Exact(moment), title: null, Locale.Local(moment).ToString(format, CultureInfo.CurrentCulture));

    /// <summary>A day: "d" is short, "D" long.</summary>
    protected static RenderFragment TimeTag(DateOnly day, string format = "d") => builder =>
        TimeElement(builder, day.ToString("O", CultureInfo.InvariantCulture), title: null, day.ToString(format, CultureInfo.CurrentCulture));

    static string Exact(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static void TimeElement(RenderTreeBuilder builder, string exact, string? title, string text)
    {
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", exact);
        builder.AddAttribute(2, "title", title);
        builder.AddContent(3, text);
        builder.CloseElement();
    }
}
