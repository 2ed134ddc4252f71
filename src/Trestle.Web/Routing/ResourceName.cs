using System.Globalization;
using Humanizer;

namespace Trestle;

/// <summary>How records are spelled in paths: <c>OrderLine</c> 7 is <c>/order-lines/7</c>.</summary>
static class ResourceName
{
    /// <summary>"/order-lines/7" for the record <c>OrderLine</c> 7; the list for one that is not saved yet.</summary>
    public static string PathTo(Record record)
    {
        var list = $"/{RouteWords.Segment(record.GetType().Name.Pluralize(inputIsKnownToBeSingular: false))}";

        return record.IsNew ? list : string.Create(CultureInfo.InvariantCulture, $"{list}/{record.Id}");
    }
}
