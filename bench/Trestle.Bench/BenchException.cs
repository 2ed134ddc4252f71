namespace Trestle.Bench;

/// <summary>A measurement could not be taken; the message says why and what to do.</summary>
sealed class BenchException(string message) : Exception(message);
