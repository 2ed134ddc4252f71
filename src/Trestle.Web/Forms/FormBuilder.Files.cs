using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <remarks>Files.</remarks>
public sealed partial class FormBuilder<TModel>
{
    /// <summary>
    /// A file to choose for a property of type <see cref="Upload"/>; several where it is a list. Browsers never fill one in again, so after an error the
    /// file has to be chosen once more.
    /// </summary>
    /// <param name="field">The property.</param>
    /// <param name="accept">What the browser offers, such as "image/*,.pdf". Anything may come all the same.</param>
    public RenderFragment FileField<TValue>(
        Expression<Func<TModel, TValue>> field, string? accept = null, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);

        if (!one.IsFile)
            throw new ArgumentException($"expected a file field to be for a property of type Upload, or for a list of them, got: {typeof(TModel).Name}.{one.Property}");

        return Field(one, look, builder =>
        {
            OpenControl(builder, "input", one, look, one.Rules.For("file"));
            builder.AddAttribute(30, "type", "file");
            builder.AddAttribute(31, "accept", accept);
            builder.AddAttribute(32, "multiple", one.IsList);
            builder.CloseElement();
        });
    }
}
