namespace Trestle;

/// <summary>Which of the seven actions a resource answers: <c>Resources&lt;ReviewsController&gt;(Only.Create)</c>.</summary>
[Flags]
public enum Only
{
    None = 0,
    Index = 1,
    New = 2,
    Create = 4,
    Show = 8,
    Edit = 16,
    Update = 32,
    Destroy = 64,
}
