namespace Trestle;

/// <summary>A visit of a <see cref="TestVisitor"/> came to nothing: the page lacks what was asked of it, or the application failed.</summary>
public sealed class VisitException : Exception
{
    internal VisitException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
