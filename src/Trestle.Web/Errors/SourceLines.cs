using System.Diagnostics;
using System.Text;

namespace Trestle;

/// <summary>The lines of source around the place an exception came from, if that source is on this machine.</summary>
static class SourceLines
{
    const int Around = 6;

    /// <summary>HTML of the first frame whose file is there; empty when none is.</summary>
    public static string Of(Exception exception)
    {
        var frame = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileLineNumber() > 0 && File.Exists(frame.GetFileName()));

        return frame is null ? "" : Excerpt(frame.GetFileName()!, frame.GetFileLineNumber());
    }

    static string Excerpt(string file, int failing)
    {
        var html = new StringBuilder($"<h2>{PlainPage.Encode(file)}:{failing}</h2>\n<section class=\"source\" tabindex=\"0\" aria-label=\"Source\"><pre>");
        var first = Math.Max(1, failing - Around);

        foreach (var (i, line) in File.ReadLines(file).Skip(first - 1).Take((2 * Around) + 1).Index())
        {
            var number = first + i;
            var mark = number == failing ? " class=\"failing\"" : "";
            html.Append($"<span{mark}>{number,5}  {PlainPage.Encode(line)}</span>");
        }

        return html.Append("</pre></section>\n").ToString();
    }
}
