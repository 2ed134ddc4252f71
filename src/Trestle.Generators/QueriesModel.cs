using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trestle.Generators;

/// <summary>A class that names queries of records: only text, so that nothing of a compilation is kept.</summary>
/// <param name="Part">Which of the class's parts it is: each gives a file.</param>
sealed record QueriesModel(string FileName, int Part, string Class, string Access, string? Namespace, EquatableArray<QueryBlock> Blocks)
{
    public static bool MayBe(SyntaxNode node) =>
        node is ClassDeclarationSyntax declaration && declaration.Members.Any(member => member is ExtensionBlockDeclarationSyntax);

    /// <summary>Null for a class without a query of a record.</summary>
    public static QueriesModel? Of(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;

        if (context.SemanticModel.GetDeclaredSymbol(declaration, cancellation) is not { ContainingType: null } type)
            return null;

        QueryBlock[] blocks =
        [
            .. declaration.Members.OfType<ExtensionBlockDeclarationSyntax>()
                .Select(block => context.SemanticModel.GetDeclaredSymbol(block, cancellation))
                .OfType<INamedTypeSymbol>()
                .Select(QueryBlock.Of)
                .OfType<QueryBlock>(),
        ];

        if (blocks is [])
            return null;

        var part = type.DeclaringSyntaxReferences.TakeWhile(reference => reference.GetSyntax(cancellation) != declaration).Count();

        return new(
            $"{type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat).Replace("@", "")}.Queries{(part == 0 ? "" : part)}",
            part,
            type.Name,
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : null,
            new([.. blocks]));
    }
}

/// <summary>The queries of one record, each as the code of a static member.</summary>
sealed record QueryBlock(string Record, EquatableArray<string> Members)
{
    static readonly SymbolDisplayFormat Whole = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers)
        .AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary>Null for an extension of anything but the query of a record.</summary>
    public static QueryBlock? Of(INamedTypeSymbol block)
    {
        if (block.ExtensionParameter?.Type is not INamedTypeSymbol { TypeArguments: [INamedTypeSymbol record] } query
            || query.OriginalDefinition.FullName != "System.Linq.IQueryable`1"
            || !record.Hierarchy().Any(level => level.FullName == "Trestle.Record"))
        {
            return null;
        }

        var self = record.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string[] members = [.. block.GetMembers().Where(IsLifted).Select(member => Code(member, All(record, self)))];

        return members is [] ? null : new(self, new([.. members]));
    }

    static bool IsLifted(ISymbol member) =>
        member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
            and (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { GetMethod: not null, IsIndexer: false });

    // A record that shares another's table has the other's All.
    static string All(INamedTypeSymbol record, string self) =>
        record.Hierarchy().FirstOrDefault(level => level.FullName == "Trestle.Record`1")?.TypeArguments[0] is { } table
            && !SymbolEqualityComparer.Default.Equals(table, record)
            ? $"global::System.Linq.Queryable.OfType<{self}>({self}.All)"
            : $"{self}.All";

    static string Code(ISymbol member, string all)
    {
        var access = SyntaxFacts.GetText(member.DeclaredAccessibility);

        return member is IMethodSymbol method
            ? $"{access} static {Signature(method)} => {all}.{Name(method)}{Types(method)}({string.Join(", ", method.Parameters.Select(Argument))});"
            : $"{access} static {((IPropertySymbol)member).Type.ToDisplayString(Whole)} {Name(member)} => {all}.{Name(member)};";
    }

    static string Signature(IMethodSymbol method)
    {
        var words = method.ToDisplayString(Whole);
        var constraints = words.IndexOf(" where ", StringComparison.Ordinal);

        return words.Insert(constraints < 0 ? words.Length : constraints, $"({string.Join(", ", method.Parameters.Select(Parameter))})");
    }

    // Roslyn shows a default without the letter its type needs.
    static string Parameter(IParameterSymbol parameter) => parameter.ToDisplayString(Whole) + parameter switch
    {
        { HasExplicitDefaultValue: true, ExplicitDefaultValue: decimal } => "m",
        { HasExplicitDefaultValue: true, ExplicitDefaultValue: float } => "f",
        _ => "",
    };

    static string Types(IMethodSymbol method) =>
        method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(type => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))}>";

    static string Argument(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => $"ref {Name(parameter)}",
        RefKind.Out => $"out {Name(parameter)}",
        RefKind.In => $"in {Name(parameter)}",
        _ => Name(parameter),
    };

    static string Name(ISymbol symbol) =>
        SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : $"@{symbol.Name}";
}
