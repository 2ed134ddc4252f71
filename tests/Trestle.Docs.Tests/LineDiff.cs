using System.Text;

namespace Trestle.Docs.Tests;

/// <summary>Says how a text differs from the wanted one: "- " lines are too many, "+ " lines are missing.</summary>
static class LineDiff
{
    public static string Of(string wanted, string actual)
    {
        var (want, have) = (wanted.Split('\n'), actual.Split('\n'));
        var common = CommonLengths(want, have);
        var diff = new StringBuilder();
        var (i, j) = (0, 0);

        while (i < want.Length || j < have.Length)
        {
            if (i < want.Length && j < have.Length && want[i] == have[j])
                (i, j) = (i + 1, Say(' ', have[j], j + 1));
            else if (i == want.Length || (j < have.Length && common[i, j + 1] >= common[i + 1, j]))
                j = Say('-', have[j], j + 1);
            else
                i = Say('+', want[i], i + 1);
        }

        return diff.ToString().TrimEnd('\n');

        int Say(char sign, string line, int next)
        {
            diff.Append(sign).Append(' ').Append(line).Append('\n');

            return next;
        }
    }

    // [i, j]: how many lines the rests from i and from j have in common, in order.
    static int[,] CommonLengths(string[] want, string[] have)
    {
        var common = new int[want.Length + 1, have.Length + 1];

        for (var i = want.Length - 1; i >= 0; i--)
        {
            for (var j = have.Length - 1; j >= 0; j--)
                common[i, j] = want[i] == have[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
