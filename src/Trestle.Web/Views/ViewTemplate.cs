namespace Trestle;

/// <summary>A view of the application, ready to be made: its type's constructor and the layouts around it.</summary>
sealed class ViewTemplate(Type type, Func<Component> create, LayoutChain layouts)
{
    public Layout[] Layouts(Type? chosen) => layouts.Around(type, chosen);

    public Component Create(object? model)
    {
        var page = create();

        if (page is IModelView view)
        {
            RequireModel(view.ModelType, model);
            view.SetModel(model);
        }

        return page;
    }

    void RequireModel(Type wanted, object? model)
    {
        var fits = model is null ? !wanted.IsValueType || Nullable.GetUnderlyingType(wanted) is not null : wanted.IsInstanceOfType(model);

        if (!fits)
        {
            throw new ViewException(
                $"""
                {type.FullName} shows {TypeName.Of(wanted)}, but the action gave it {(model is null ? "null" : TypeName.Of(model.GetType()))}.

                Give it {TypeName.Of(wanted)}: View(model), or change the view's first line:

                    @inherits View<{(model is null ? TypeName.Of(wanted) : TypeName.Of(model.GetType()))}>
                """);
        }
    }
}
