using Trestle;

namespace Board.Tests;

/// <summary>The board on a port of its own, with what it is seeded with.</summary>
public sealed class BoardApp : TestApp<App>
{
    public BoardApp() => Options = new() { Listens = true, IsSeeded = true };
}
