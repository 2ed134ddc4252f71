namespace Trestle;

/// <summary>Where sessions lie.</summary>
public enum SessionStore
{
    /// <summary>In the browser, encrypted. Nothing is kept here, so that one can be ended only by its age.</summary>
    Cookie,

    /// <summary>In the application's database; the browser keeps a number. Ended when cleared, by whomever.</summary>
    Database,
}
