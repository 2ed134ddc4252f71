using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Trestle.Generators;

/// <summary>Sees to it that routes lead to actions that are there, and tells of those that get no helper.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class RouteAnalyzer : TrestleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Faults.NoAction, Faults.UnreadableRoute, Faults.NameTaken];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle) =>
        start.RegisterSymbolAction(
            symbol =>
            {
                if (symbol.Symbol is INamedTypeSymbol type && RouteReader.IsMap(type))
                    Check(RouteReader.Read(type, symbol.Compilation, symbol.CancellationToken), symbol.ReportDiagnostic);
            },
            SymbolKind.NamedType);

    static void Check(RouteReader map, Action<Diagnostic> report)
    {
        var names = new RouteNames();

        var taken =
            from route in map.Routes
            let name = route.Name
            where name is not null && !names.TryTake(name, route.Pattern) && route.IsNameChosen
            select new RouteFault(Faults.NameTaken, route.Location, [route.Pattern, name]);

        // A method that is drawn in two scopes has its fault once.
        foreach (var same in map.Faults.Concat(taken).GroupBy(fault => (fault.Location, fault.Fault.Id)))
            report(Diagnostic.Create(same.First().Fault, same.First().Location, [.. same.First().Words]));
    }
}
