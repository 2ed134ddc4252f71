using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>What an argument has to be, in the words that every error of an argument has.</summary>
static class AtLeast
{
    public static int One(int value, [CallerMemberName] string name = "") => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, $"expected {name} to be at least 1, got: {value}");
}
