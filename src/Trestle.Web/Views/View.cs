namespace Trestle;

/// <summary>
/// A page: what a controller action shows, with the model it was given. <c>@inherits View&lt;Article&gt;</c>
/// </summary>
public abstract class View<TModel> : Component, IModelView
{
    /// <summary>What the action handed to <c>View(model)</c>.</summary>
    public TModel Model { get; internal set; } = default!;

    /// <summary>The page's title, for the layout to show.</summary>
    protected string? Title
    {
        get => Context.Title;
        set => Context.Title = value;
    }

    Type IModelView.ModelType => typeof(TModel);

    void IModelView.SetModel(object? model) => Model = (TModel)model!;
}

interface IModelView
{
    Type ModelType { get; }

    void SetModel(object? model);
}
