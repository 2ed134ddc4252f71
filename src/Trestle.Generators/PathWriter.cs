using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Trestle.Generators;

/// <summary>Writes the helper for the routes that share a name, and so a path.</summary>
sealed class PathWriter
{
    const string Runtime = "global::Trestle.RoutePath";
    const string Format = "format";
    const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

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
        var parameters = pattern.Parameters.Where(part => !part.IsOptional).Select(part => $"{TypeOf(part)} {Escaped(part.Text)}");
        var ofValues = $"{Signature(parameters)} => {Body()};";

        return new(About(), new(OfRecords() is { } ofRecords ? [ofRecords, ofValues] : [ofValues]));
    }

    string About()
    {
        var answers = string.Join(", ", routes.Select(route => route.Shown).Distinct());

        return $"<c>{Xml(first.Pattern)}</c>: {Xml(answers)}";
    }

    string Signature(IEnumerable<string> required) =>
        $"{first.Name}({string.Join(", ", required.Concat(Optional().Select(one => $"{one.Type}? {Escaped(one.Name)} = null")))})";

    // Optional parameters of the path, what the page's action takes from the query, the format.
    IEnumerable<(string Type, string Name)> Optional() =>
    [
        .. pattern.Parameters.Where(part => part.IsOptional).Select(part => (TypeOf(part), part.Text)),
        .. query.Select(parameter => (Plain(parameter.Type), parameter.Name)),
        .. first.Scope.HasFormats ? [("string", Format)] : Array.Empty<(string, string)>(),
    ];

    // Null when no parameter stands for a record, or when two would be called alike.
    string? OfRecords()
    {
        var required = pattern.Parameters
            .Where(part => !part.IsOptional)
            .Select(part => (Part: part, Found: records.Of(part.Text, first)))
            .ToArray();
        var names = required
            .Select(one => one.Found is { Record.Name: var record } ? RouteWords.Camel(record) : one.Part.Text)
            .ToArray();
        var isAmbiguous = names.Concat(Optional().Select(one => one.Name)).GroupBy(name => name).Any(same => same.Count() > 1);

        if (isAmbiguous || required.All(one => one.Found is null))
            return null;

        var parameters = required.Zip(names, (one, name) =>
            $"{(one.Found is { Record: var record } ? Full(record) : TypeOf(one.Part))} {Escaped(name)}");
        var arguments = required.Zip(names, (one, name) =>
            one.Found is { Key: var key } ? Key(Escaped(name), key) : Escaped(name));
        var rest = Optional().Select(one => Escaped(one.Name));

        return $"{Signature(parameters)} => {first.Name}({string.Join(", ", arguments.Concat(rest))});";
    }

    // One that is not saved yet has no id, and says so.
    static string Key(string record, IPropertySymbol key) => key.Name == "Id" ? $"{Runtime}.Id({record})" : $"{record}.{key.Name}";

    string Body()
    {
        var path = string.Join(" + ", Pieces());

        if (first.Scope.HasFormats)
            path += $" + (format is null ? \"\" : \".\" + {Runtime}.Segment(format, \"format\"))";

        var pairs = query.Select(parameter => $"(\"{parameter.Name}\", {Escaped(parameter.Name)})");

        return query is [] ? path : $"{Runtime}.WithQuery({path}, {string.Join(", ", pairs)})";
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

    static string Value(PathPart part) =>
        $"{Runtime}.{(part.IsRest ? "Rest" : "Segment")}({Escaped(part.Text)}, \"{part.Text}\")";

    // As the action takes it; as the pattern says; as the record has it; else anything.
    string TypeOf(PathPart part) =>
        routes.Select(route => Parameter(route, part.Text)).FirstOrDefault(IsShown) is { Type: var taken } ? Plain(taken)
        : rules.TryGetValue(part.Rule.Split(':', '(')[0], out var known) ? known
        : records.Of(part.Text, first) is { Key.Type: var key } ? Plain(key)
        : "object";

    static IParameterSymbol? Parameter(ReadRoute route, string name) =>
        route.ActionMethod?.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, Ignoring));

    bool IsShown(IParameterSymbol? parameter) =>
        parameter is not null && IsText(parameter.Type) && records.MayShow(Bare(parameter.Type));

    IEnumerable<IParameterSymbol> Query()
    {
        var filled = pattern.Parameters.Select(part => part.Text).Concat(first.Scope.Defaults).Append(Format).ToArray();

        return
            from parameter in routes.FirstOrDefault(route => route.Method == "GET")?.ActionMethod?.Parameters ?? []
            where IsShown(parameter) && !filled.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase)
            select parameter;
    }

    // What a query or a path can hold, as the runtime's FieldParsers reads it.
    static bool IsText(ITypeSymbol type) => Bare(type) is var bare
        && (bare.TypeKind == TypeKind.Enum || texts.Contains(bare.FullName) || IsText(bare.SpecialType));

    static bool IsText(SpecialType type) => type is SpecialType.System_String or SpecialType.System_Boolean
        or (>= SpecialType.System_SByte and <= SpecialType.System_Double);

    static ITypeSymbol Bare(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    static string Plain(ITypeSymbol type) => Full(Bare(type));

    static string Full(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";

    static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
