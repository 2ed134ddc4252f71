using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Warns of what a spawned lambda takes along although somebody else goes on using it: locals, and the fields of a process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class SharingAnalyzer : TrestleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Faults.SharedLocal, Faults.SharedState, Faults.OthersSelf];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle)
    {
        var immutability = new Immutability(trestle);
        start.RegisterOperationAction(operation => Judge(operation, trestle, immutability), OperationKind.Invocation);
    }

    static void Judge(OperationAnalysisContext context, TrestleTypes trestle, Immutability immutability)
    {
        var spawn = (IInvocationOperation)context.Operation;

        // Who awaits what it spawned does nothing else meanwhile.
        if (!trestle.Spawns(spawn.TargetMethod) || spawn.Parent is IAwaitOperation || !spawn.Syntax.GetLocation().IsWritten)
            return;

        foreach (var given in spawn.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<IDelegateCreationOperation>())
        {
            if (given.Above().TakeWhile(above => above != spawn).Any(above => above is IDelegateCreationOperation))
                continue;

            foreach (var (name, usage, place) in CapturedLocals.SharedBy(given, spawn, immutability))
                context.ReportDiagnostic(Diagnostic.Create(Faults.SharedLocal, place.GetLocation(), name, usage));

            if (!trestle.IsProcess(context.ContainingSymbol.ContainingType))
                continue;

            if (StateUse(given, trestle, immutability) is var (state, use))
                context.ReportDiagnostic(Diagnostic.Create(Faults.SharedState, use.GetLocation(), state, context.ContainingSymbol.ContainingType.Shown));

            foreach (var (name, place) in OfTheRunning(given, trestle))
                context.ReportDiagnostic(Diagnostic.Create(Faults.OthersSelf, place.GetLocation(), name, context.ContainingSymbol.ContainingType.Shown));
        }
    }

    // They read as if they were the server's, and are those of whoever runs.
    static IEnumerable<(string Name, SyntaxNode Place)> OfTheRunning(IDelegateCreationOperation given, TrestleTypes trestle) =>
        from operation in given.Descendants()
        let member = operation switch
        {
            IPropertyReferenceOperation { Property: { Name: "Pid" } property } => property,
            IInvocationOperation { TargetMethod: { Name: "SendAfter" } method } => method,
            _ => default(ISymbol),
        }
        where member is not null && trestle.IsServerItself(member.ContainingType)
        select (member.Name, operation.Syntax);

    static (string Name, SyntaxNode Place)? StateUse(IDelegateCreationOperation given, TrestleTypes trestle, Immutability immutability) => given
        .Descendants()
        .Select(operation => operation switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => NameOf(self, trestle, immutability),
            IParameterReferenceOperation parameter => NameOf(parameter, given, immutability),
            _ => null,
        } is { } name ? (name, operation.Syntax) : default((string, SyntaxNode)?))
        .FirstOrDefault(use => use is not null);

    // What stays as it is may be read by anybody, and services that come as an interface are taken to be made for that.
    static string? NameOf(IInstanceReferenceOperation self, TrestleTypes trestle, Immutability immutability) => self.Parent switch
    {
        IMemberReferenceOperation { Member: var member } when trestle.IsOurs(member) => null,
        IInvocationOperation { TargetMethod: var method } when trestle.IsOurs(method) => null,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } when !Changes(field.Type, immutability) => null,
        IPropertyReferenceOperation { Property: { SetMethod: null or { IsInitOnly: true } } property } when !Changes(property.Type, immutability) => null,
        IMemberReferenceOperation { Member: var member } => member.Name,
        IInvocationOperation { TargetMethod: var method } => method.Name,
        _ => "this",
    };

    // A parameter of the class itself is a field by another name.
    static string? NameOf(IParameterReferenceOperation use, IDelegateCreationOperation given, Immutability immutability) =>
        use.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && given.SemanticModel?.GetEnclosingSymbol(given.Syntax.SpanStart) is var enclosing
        && !SymbolEqualityComparer.Default.Equals(enclosing, use.Parameter.ContainingSymbol)
        && Changes(use.Parameter.Type, immutability)
            ? use.Parameter.Name
            : null;

    static bool Changes(ITypeSymbol type, Immutability immutability) => immutability.All(type).Any(mutation => mutation.IsCertain);
}
