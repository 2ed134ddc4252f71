namespace Trestle;

/// <summary>The application cannot start; the message says why and what to do.</summary>
public sealed class AppStartException(string message, Exception? cause = null) : Exception(message, cause);
