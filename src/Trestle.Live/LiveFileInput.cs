using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>The input that files are chosen with, in a form with <c>@onchange</c>: <c>&lt;LiveFileInput Upload="photos" /></c>.</summary>
public sealed class LiveFileInput : Component
{
    [Parameter, EditorRequired] public LiveUpload Upload { get; set; } = null!;

    /// <summary>Other attributes of the input.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "file");
        builder.AddAttribute(2, "id", Upload.Ref);
        builder.AddAttribute(3, "name", Upload.Name);
        builder.AddAttribute(4, "accept", Upload.Options.Accept.Count == 0 ? null : string.Join(',', Upload.Options.Accept));
        builder.AddAttribute(5, "multiple", Upload.Options.MaxEntries > 1);
        builder.AddAttribute(6, "data-phx-hook", "Phoenix.LiveFileUpload");
        builder.AddAttribute(7, "data-phx-update", "ignore");
        builder.AddAttribute(8, "data-phx-upload-ref", Upload.Ref);
        builder.AddAttribute(9, "data-phx-auto-upload", Upload.Options.AutoUpload);
        builder.AddAttribute(10, "data-phx-active-refs", Upload.Refs(_ => true));
        builder.AddAttribute(11, "data-phx-done-refs", Upload.Refs(entry => entry.IsDone));
        builder.AddAttribute(12, "data-phx-preflighted-refs", Upload.Refs(entry => entry.IsAllowed));
        builder.AddAttribute(13, "data-phx-error-refs", Upload.IsValid ? "" : Upload.Refs(entry => !entry.IsValid) is { Length: > 0 } refs ? refs : Upload.Ref);
        builder.AddMultipleAttributes(14, Attributes!);
        builder.CloseElement();
    }
}

/// <summary>Shows a chosen picture before it is sent: <c>&lt;LiveImagePreview Entry="entry" /></c>. The browser has it already.</summary>
public sealed class LiveImagePreview : Component
{
    [Parameter, EditorRequired] public UploadEntry Entry { get; set; } = null!;

    /// <summary>Other attributes of the picture.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "img");
        builder.AddAttribute(1, "id", $"{Entry.Upload.Ref}-preview-{Entry.Ref}");
        builder.AddAttribute(2, "alt", Entry.Name);
        builder.AddAttribute(3, "data-phx-upload-ref", Entry.Upload.Ref);
        builder.AddAttribute(4, "data-phx-entry-ref", Entry.Ref);
        builder.AddAttribute(5, "data-phx-hook", "Phoenix.LiveImgPreview");
        builder.AddAttribute(6, "data-phx-update", "ignore");
        builder.AddMultipleAttributes(7, Attributes!);
        builder.CloseElement();
    }
}
