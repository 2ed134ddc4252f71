namespace Trestle;

/// <summary>Who is started again when one child of a supervisor ends: it alone, all, or it and those after it.</summary>
public enum Strategy
{
    OneForOne,

    /// <summary>For children that make no sense without each other.</summary>
    OneForAll,

    /// <summary>For children that build on those before them.</summary>
    RestForOne,
}
