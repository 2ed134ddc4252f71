using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>How a params record is made: its constructor's arguments, and the properties that are set after it.</summary>
sealed class ParamsShape
{
    readonly ConstructorInvoker create;
    readonly ParamsMember[] arguments;
    readonly ParamsMember[] rest;

    ParamsShape(ConstructorInvoker create, ParamsMember[] arguments, ParamsMember[] rest)
    {
        this.create = create;
        this.arguments = arguments;
        this.rest = rest;
    }

    /// <summary>The params records inside of this one.</summary>
    public IEnumerable<Type> Nested => arguments.Concat(rest).Select(member => member.Nested).OfType<Type>();

    public static ParamsShape Of(Type type)
    {
        var constructors = type.IsAbstract ? [] : type.GetConstructors();

        if (constructors.Length == 0)
            throw Unbindable(type, "it has no public constructor");

        var constructor = constructors.MaxBy(each => each.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var properties = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        var arguments = parameters.Select(parameter =>
            ParamsMember.Of(parameter, properties.GetValueOrDefault(parameter.Name!)) ?? throw Unbindable(type, parameter.Name!, parameter.ParameterType));
        var rest = properties.Values.Where(property => !parameters.Any(p => p.Name!.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(property => ParamsMember.Of(property) ?? throw Unbindable(type, property.Name, property.PropertyType));

        return new(ConstructorInvoker.Create(constructor), [.. arguments], [.. rest]);
    }

    public object Make(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder)
    {
        var values = new object?[arguments.Length];

        for (var i = 0; i < values.Length; i++)
            values[i] = arguments[i].Read(fields, binder);

        var record = create.Invoke(values.AsSpan());

        foreach (var member in rest)
            if (member.IsIn(fields))
                member.Property!.SetValue(record, member.Read(fields, binder));

        return record;
    }

    public void Complete(object record, ParamsBinder binder)
    {
        foreach (var member in arguments.Concat(rest))
            if (member.Property is { } property && property.GetValue(record) is var value && member.Completed(value, binder) is { } completed && completed != value)
                property.SetValue(record, completed);
    }

    static RouteException Unbindable(Type type, string name, Type fieldType) =>
        Unbindable(type, $"{name} is of type {TypeName.Of(fieldType)}, which no field of a form can become");

    static RouteException Unbindable(Type type, string why) => new(
        $"""
        {TypeName.Of(type)} cannot be read from a form: {why}.

        Params are records of simple values, of lists of them and of other such records:

            public record ArticleParams(string Title, string Body);
        """);
}
