// What the language needs for records, init and list patterns, and netstandard2.0 has not.
namespace System.Runtime.CompilerServices
{
    static class IsExternalInit;
}

namespace System
{
    readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}
