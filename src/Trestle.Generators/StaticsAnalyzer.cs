using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Trestle.Generators;

/// <summary>Warns of state that all processes of a class would share without taking turns at it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class StaticsAnalyzer : TrestleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Faults.MutableStatic];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle) =>
        start.RegisterSymbolAction(symbol => Judge(symbol, trestle), SymbolKind.Field, SymbolKind.Property);

    static void Judge(SymbolAnalysisContext context, TrestleTypes trestle)
    {
        var member = context.Symbol;

        if (!member.IsStatic || member.IsImplicitlyDeclared || !trestle.IsProcess(member.ContainingType) || CureOf(member) is not var (cure, fix))
            return;

        if (member.Locations.FirstOrDefault(location => location.IsWritten) is { } location)
            context.ReportDiagnostic(Diagnostic.Create(
                Faults.MutableStatic, location, [location], ImmutableDictionary<string, string?>.Empty.Add("fix", fix), member.ContainingType.Shown, member.Name, cure));
    }

    // A readonly array counts as a table of constants: nobody can tell without reading all that touches it.
    static (string Cure, string? Fix)? CureOf(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: true } => null,
        IFieldSymbol { IsReadOnly: false } => ("Make it readonly, or an instance field", Mutation.ReadOnly),
        IFieldSymbol field when Changes(field.Type) => ($"It is {field.Type.Shown}: make it an instance field, or {InsteadOf(field.Type)}", null),
        IPropertySymbol { SetMethod: not null } => ("Take out its setter, or make it an instance property", null),
        IPropertySymbol { IsIndexer: false } property when Changes(property.Type) && IsAuto(property) =>
            ($"It is {property.Type.Shown}: make it an instance property, or {InsteadOf(property.Type)}", null),
        _ => null,
    };

    static bool Changes(ITypeSymbol type) => KnownTypes.Instead.ContainsKey(type.FullName) || KnownTypes.Changing.ContainsKey(type.FullName);

    static bool IsAuto(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    static string InsteadOf(ITypeSymbol type) => KnownTypes.Instead.TryGetValue(type.FullName, out var instead)
        ? $"{instead}<{string.Join(", ", ((INamedTypeSymbol)type).TypeArguments.Select(argument => argument.Shown))}>"
        : "a type that cannot change";
}
