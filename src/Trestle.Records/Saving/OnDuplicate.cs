namespace Trestle;

/// <summary>What becomes of a row that is there already when many are inserted.</summary>
public enum OnDuplicate
{
    /// <summary>None of the rows is written.</summary>
    Refuse,

    /// <summary>The row that is there stays as it is; the others are written.</summary>
    Skip,
}
