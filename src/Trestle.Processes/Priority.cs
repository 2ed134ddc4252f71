namespace Trestle;

/// <summary>
/// Which processes run first when several can. High ones go before all others, so keep them short; low ones run when
/// nothing else has to, and now and then so that they do not starve.
/// </summary>
public enum Priority
{
    Normal,
    Low,
    High,
}
