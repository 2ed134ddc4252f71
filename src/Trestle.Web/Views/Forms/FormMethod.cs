using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>How a form asks for the methods HTML forms do not know.</summary>
static class FormMethod
{
    const string TokenField = "__RequestVerificationToken";

    public static string OfElement(string method) => IsGet(method) ? "get" : "post";

    public static RenderFragment HiddenFields(string method, ViewContext context) => builder =>
    {
        if (IsGet(method))
            return;

        if (!method.Equals("post", StringComparison.OrdinalIgnoreCase))
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "type", "hidden");
            builder.AddAttribute(2, "name", "_method");
            builder.AddAttribute(3, "value", method.ToLowerInvariant());
            builder.CloseElement();
        }

        if (context.CsrfToken.Length > 0)
        {
            builder.OpenElement(4, "input");
            builder.AddAttribute(5, "type", "hidden");
            builder.AddAttribute(6, "name", TokenField);
            builder.AddAttribute(7, "value", context.CsrfToken);
            builder.CloseElement();
        }
    };

    static bool IsGet(string method) => method.Equals("get", StringComparison.OrdinalIgnoreCase);
}
