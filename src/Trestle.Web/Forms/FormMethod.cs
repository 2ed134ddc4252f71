using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>How a form is sent. HTML knows get and post; a hidden field says what is meant beyond them.</summary>
sealed record FormMethod(string Name)
{
    public static FormMethod Of(string name) => name.ToLowerInvariant() is "get" or "post" or "put" or "patch" or "delete"
        ? new(name.ToLowerInvariant())
        : throw new ArgumentException($"expected a form's method to be get, post, put, patch or delete, got: \"{name}\"");

    /// <summary>What is sent changes something: it goes in a body, and with the token that shows whose form it is.</summary>
    public bool CarriesBody => Name != "get";

    public string InHtml => CarriesBody ? "post" : "get";

    public RenderFragment Fields => builder =>
    {
        if (!CarriesBody)
            return;

        builder.OpenComponent<CsrfField>(0);
        builder.CloseComponent();

        if (Name != "post")
            builder.AddMarkupContent(1, $"""<input type="hidden" name="_method" value="{Name}">""");
    };
}
