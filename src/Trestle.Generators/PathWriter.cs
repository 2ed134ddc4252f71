using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Trestle.Generators;

/// <summary>Writes the helper for the routes that share a name, and so a path.</summary>
sealed class PathWriter
{
    const string Runtime = "global::Trestle.RoutePath";

    static readonly Dictionary<string, string> rules = new()
    {
        ["int"] = "int",
        ["long"] = "long",
        ["guid"] = "global::System.Guid",
        ["bool"] = "bool",
        ["decimal"] = "decimal",
        ["double"] = "double",
        ["float"] = "float",
        ["datetime"] = "global::System.DateTime",
        ["alpha"] = "string",
    };

    static readonly HashSet<string> texts =
        ["System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan"];

    readonly ReadRoute[] routes;
    readonly RecordTypes records;
    readonly ReadRoute first;
    readonly PathPattern pattern;
    readonly IParameterSymbol[] query;

    public PathWriter(ReadRoute[] routes, RecordTypes records)
    {
        this.routes = routes;
        this.records = records;
        first = routes[0];
        pattern = PathPattern.Parse(first.Pattern);
        query = [.. Query()];
    }

    public PathHelper Helper()
    {
        var values = $"{first.Name}({string.Join(", ", Required(part => $"{TypeOf(part)} {Escaped(part.Text)}").Concat(Optional()))}) => {Body()};";

        return new(About(), new(OfRecords() is { } other ? [other, values] : [values]));
    }

    string About() => $"<c>{Xml(first.Pattern)}</c>: {Xml(string.Join(", ", routes.Select(route => route.Shown).Distinct()))}";

    IEnumerable<string> Required(Func<PathPart, string> code) => pattern.Parameters.Where(part => !part.IsOptional).Select(code);

    // Optional parameters of the path, what the page's action takes from the query, the format.
    IEnumerable<string> Optional() =>
    [
        .. pattern.Parameters.Where(part => part.IsOptional).Select(part => $"{TypeOf(part)}? {Escaped(part.Text)} = null"),
        .. query.Select(parameter => $"{Plain(parameter.Type)}? {Escaped(parameter.Name)} = null"),
        .. first.Scope.HasFormats ? ["string? format = null"] : Array.Empty<string>(),
    ];

    string? OfRecords()
    {
        var parts = pattern.Parameters.Where(part => !part.IsOptional).ToArray();
        var found = parts.Select(part => records.Of(part.Text, first)).ToArray();
        var names = parts.Zip(found, (part, record) => record is { Record.Name: var name } ? RouteWords.Camel(name) : part.Text).ToArray();

        if (found.All(record => record is null) || names.Concat(query.Select(parameter => parameter.Name)).Distinct().Count() < names.Length + query.Length)
            return null;

        var parameters = parts.Select((part, i) => $"{(found[i] is { Record: var record } ? Full(record) : TypeOf(part))} {Escaped(names[i])}");
        var arguments = parts.Select((part, i) => found[i] is { Key: var key } ? Key(Escaped(names[i]), key) : Escaped(part.Text));
        var rest = pattern.Parameters.Where(part => part.IsOptional).Select(part => part.Text)
            .Concat(query.Select(parameter => parameter.Name))
            .Concat(first.Scope.HasFormats ? ["format"] : Array.Empty<string>())
            .Select(Escaped);

        return $"{first.Name}({string.Join(", ", parameters.Concat(Optional()))}) => {first.Name}({string.Join(", ", arguments.Concat(rest))});";
    }

    // One that is not saved yet has no id, and says so.
    static string Key(string record, IPropertySymbol key) => key.Name == "Id" ? $"{Runtime}.Id({record})" : $"{record}.{key.Name}";

    string Body()
    {
        var path = string.Join(" + ", Pieces());

        if (first.Scope.HasFormats)
            path += " + (format is null ? \"\" : \".\" + " + $"{Runtime}.Segment(format, \"format\"))";

        return query is []
            ? path
            : $"{Runtime}.WithQuery({path}, {string.Join(", ", query.Select(parameter => $"(\"{parameter.Name}\", {Escaped(parameter.Name)})"))})";
    }

    IEnumerable<string> Pieces()
    {
        var text = "";

        foreach (var segment in pattern.Segments)
        {
            if (segment is [{ IsOptional: true } last])
            {
                yield return $"\"{text}\" + ({Escaped(last.Text)} is null ? \"\" : \"/\" + {Value(last)})";
                text = "";
                continue;
            }

            text += "/";

            foreach (var part in segment)
            {
                if (part.IsLiteral)
                {
                    text += Uri.EscapeDataString(part.Text);
                }
                else
                {
                    yield return $"\"{text}\" + {Value(part)}";
                    text = "";
                }
            }
        }

        if (text.Length > 0 || pattern.Segments.Count == 0)
            yield return pattern.Segments.Count == 0 ? "\"/\"" : $"\"{text}\"";
    }

    static string Value(PathPart part) => $"{Runtime}.{(part.IsRest ? "Rest" : "Segment")}({Escaped(part.Text)}, \"{part.Text}\")";

    // As the action takes it; as the pattern says; as the record has it; else anything.
    string TypeOf(PathPart part) =>
        routes.Select(route => Parameter(route, part.Text)?.Type).FirstOrDefault(type => type is not null && IsText(type) && records.MayShow(Bare(type))) is { } taken ? Plain(taken)
        : rules.TryGetValue(part.Rule.Split(':', '(')[0], out var known) ? known
        : records.Of(part.Text, first) is { Key.Type: var key } ? Plain(key)
        : "object";

    static IParameterSymbol? Parameter(ReadRoute route, string name) =>
        route.ActionMethod?.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase));

    IEnumerable<IParameterSymbol> Query()
    {
        var filled = pattern.Parameters.Select(part => part.Text).Concat(first.Scope.Defaults).Append("format").ToArray();

        return
            from parameter in routes.FirstOrDefault(route => route.Method == "GET")?.ActionMethod?.Parameters ?? []
            where IsText(parameter.Type) && records.MayShow(Bare(parameter.Type)) && !filled.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)
            select parameter;
    }

    // What a query or a path can hold, as the runtime's FieldParsers reads it.
    static bool IsText(ITypeSymbol type) => Bare(type) is var bare
        && (bare.TypeKind == TypeKind.Enum || texts.Contains(bare.FullName)
            || bare.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_Double));

    static ITypeSymbol Bare(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : type;

    static string Plain(ITypeSymbol type) => Full(Bare(type));

    static string Full(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";

    static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
