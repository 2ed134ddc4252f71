using Microsoft.AspNetCore.Http;

namespace Trestle;

sealed class ViewResult(ViewTemplate view, object? model, int status, Type? layout) : Result
{
    protected internal override Task Write(HttpContext context) =>
        PageWriter.WriteAsync(context, view.Create(model), view.Layouts(layout), status: status);
}
