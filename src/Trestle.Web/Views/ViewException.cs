namespace Trestle;

/// <summary>An action's view is missing, or does not show what the action gave it.</summary>
public sealed class ViewException(string message) : Exception(message);
