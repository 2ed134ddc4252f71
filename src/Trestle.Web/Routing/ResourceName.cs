using System.Globalization;
using System.Text;
using Humanizer;

namespace Trestle;

/// <summary>How types are spelled in paths: <c>OrderLinesController</c> answers <c>/order-lines/{orderLineId}/...</c>.</summary>
static class ResourceName
{
    const string Suffix = "Controller";

    /// <summary>"Articles" for <c>ArticlesController</c>.</summary>
    public static string OfController(Type controller) =>
        controller.Name.EndsWith(Suffix, StringComparison.Ordinal) ? controller.Name[..^Suffix.Length] : controller.Name;

    /// <summary>"order-lines" for "OrderLines".</summary>
    public static string Segment(string name)
    {
        var segment = new StringBuilder(name.Length + 4);

        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                segment.Append('-');

            segment.Append(char.ToLowerInvariant(name[i]));
        }

        return segment.ToString();
    }

    /// <summary>"articleId" for "Articles": the name of the parent's id in a nested route.</summary>
    public static string ParentId(string name)
    {
        var singular = name.Singularize(inputIsKnownToBePlural: false);

        return char.ToLowerInvariant(singular[0]) + singular[1..] + "Id";
    }

    /// <summary>"/order-lines/7" for the record <c>OrderLine</c> 7; the list for one that is not saved yet.</summary>
    public static string PathTo(Record record)
    {
        var list = $"/{Segment(record.GetType().Name.Pluralize(inputIsKnownToBeSingular: false))}";

        return record.IsNew ? list : string.Create(CultureInfo.InvariantCulture, $"{list}/{record.Id}");
    }
}
