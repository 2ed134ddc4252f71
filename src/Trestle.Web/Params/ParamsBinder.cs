using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>
/// Makes params records from forms, for controllers and live events alike. One a release: what it has learned about types
/// goes when the release goes.
/// </summary>
sealed class ParamsBinder
{
    readonly ConcurrentDictionary<Type, Shape> shapes = new();

    public T Bind<T>(IReadOnlyDictionary<string, StringValues> fields) => (T)Bind(typeof(T), fields);

    /// <summary>A new record with what the fields say; a field of another type throws a 400, a field unknown to the record is left out.</summary>
    public object Bind(Type type, IReadOnlyDictionary<string, StringValues> fields) =>
        shapes.GetOrAdd(type, Shape.Of).Make(fields);

    /// <summary>Gives texts that were missing in JSON the same "" that a form would have given.</summary>
    public object FillTexts(object record)
    {
        shapes.GetOrAdd(record.GetType(), Shape.Of).FillTexts(record);

        return record;
    }

    /// <summary>Learns a type at start, so that one that cannot be bound is found before the first request.</summary>
    public void Learn(Type type) => shapes.GetOrAdd(type, Shape.Of);

    sealed class Shape(ConstructorInvoker create, Field[] arguments, (PropertyInfo Property, Field Field)[] rest, PropertyInfo[] texts)
    {
        public static Shape Of(Type type)
        {
            var constructors = type.IsAbstract ? [] : type.GetConstructors();

            if (constructors.Length == 0)
                throw Unbindable(type, "it has no public constructor");

            var constructor = constructors.MaxBy(each => each.GetParameters().Length)!;
            var arguments = constructor.GetParameters().Select(parameter =>
                Field.TryCreate(parameter, out var field) ? field : throw Unbindable(type, parameter.Name!, parameter.ParameterType));
            var named = constructor.GetParameters().Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var rest =
                from property in type.GetProperties()
                where property.SetMethod is { IsPublic: true } && !named.Contains(property.Name)
                select (property, Field.TryCreate(property, out var field) ? field : throw Unbindable(type, property.Name, property.PropertyType));

            return new(ConstructorInvoker.Create(constructor), [.. arguments], [.. rest], [.. Texts(type)]);
        }

        public object Make(IReadOnlyDictionary<string, StringValues> fields)
        {
            var values = new object?[arguments.Length];

            for (var i = 0; i < values.Length; i++)
                values[i] = arguments[i].ReadForm(fields);

            var record = create.Invoke(values.AsSpan());

            foreach (var (property, field) in rest)
            {
                if (fields.ContainsKey(field.Name))
                    property.SetValue(record, field.ReadForm(fields));
            }

            return record;
        }

        public void FillTexts(object record)
        {
            foreach (var text in texts)
            {
                if (text.GetValue(record) is null)
                    text.SetValue(record, "");
            }
        }

        static IEnumerable<PropertyInfo> Texts(Type type)
        {
            var nullability = new NullabilityInfoContext();

            return type.GetProperties().Where(property =>
                property.PropertyType == typeof(string)
                && property.SetMethod is { IsPublic: true }
                && nullability.Create(property).WriteState != NullabilityState.Nullable);
        }

        static RouteException Unbindable(Type type, string name, Type fieldType) =>
            Unbindable(type, $"{name} is of type {TypeName.Of(fieldType)}, which no field of a form can become");

        static RouteException Unbindable(Type type, string why) => new(
            $"""
            {TypeName.Of(type)} cannot be read from a form: {why}.

            Params are records of simple values:

                public record ArticleParams(string Title, string Body);
            """);
    }
}
