using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>What an argument has to be, in the words that every error of an argument has.</summary>
static class AtLeast
{
    public static int One(int value, [CallerMemberName] string name = "") => AtLeastThis(1, value, name);

    public static int None(int value, [CallerMemberName] string name = "") => AtLeastThis(0, value, name);

    static int AtLeastThis(int least, int value, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, $"expected {name} to be at least {least}, got: {value}");

    public static TimeSpan Some(TimeSpan value, [CallerMemberName] string name = "") => value > TimeSpan.Zero
        ? value
        : throw new ArgumentOutOfRangeException(name, $"expected {name} to be more than no time, got: {value}");
}
