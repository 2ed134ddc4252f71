namespace Trestle.Web.Tests.Views.Pages;

public sealed record KitchenModel
{
    public string Id { get; init; } = "a";
    public string Text { get; init; } = "";
    public string? None { get; init; }
    public bool Hidden { get; init; }
    public bool Checked { get; init; }
    public int Number { get; init; }
    public string Link { get; init; } = "/";
    public IReadOnlyList<string> Names { get; init; } = [];
}
