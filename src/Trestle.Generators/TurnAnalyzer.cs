using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Warns of code in a process that leaves it, or that holds up its turn.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class TurnAnalyzer : TrestleAnalyzer
{
    const int ContinueOnCapturedContext = 1;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Faults.LeavesProcess, Faults.AsyncVoid, Faults.BlockingWait, Faults.ConfigureAwaitFalse];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle)
    {
        start.RegisterOperationAction(
            operation => Judge(operation, trestle),
            OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference);
        start.RegisterOperationAction(operation => AsyncVoidLambda(operation, trestle), OperationKind.AnonymousFunction);
        start.RegisterSymbolAction(symbol => AsyncVoidMethod(symbol, trestle), SymbolKind.Method);
        start.RegisterSyntaxNodeAction(node => AsyncVoidFunction(node, trestle), SyntaxKind.LocalFunctionStatement);
    }

    static void Judge(OperationAnalysisContext context, TrestleTypes trestle)
    {
        var operation = context.Operation;

        if (FaultOf(operation) is not var (fault, arguments)
            || Scope.ProcessOf(operation, context.ContainingSymbol, trestle) is not { } process
            || operation.Syntax.GetLocation() is not { IsWritten: true } location)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(fault, location, [.. arguments.Take(1), process, .. arguments.Skip(1)]));
    }

    // The process comes second in each text, behind what was found; a text that begins with the process has nothing before it.
    static (DiagnosticDescriptor Fault, string[] Arguments)? FaultOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } when Scope.Leaves(method) => (Faults.LeavesProcess, [$"{method.ContainingType.Name}.{method.Name}"]),
        IObjectCreationOperation { Constructor: { } constructor } when Scope.Leaves(constructor) => (Faults.LeavesProcess, ["A new Thread"]),
        IInvocationOperation call when IsConfigureAwaitFalse(call) => (Faults.ConfigureAwaitFalse, []),
        _ when BlockingWaits.Of(operation) is var (name, cure) => (Faults.BlockingWait, [name, cure]),
        _ => null,
    };

    static bool IsConfigureAwaitFalse(IInvocationOperation call) =>
        call.TargetMethod.Name == "ConfigureAwait"
        && call.Arguments.LastOrDefault()?.Value.ConstantValue is { HasValue: true, Value: var value }
        && value switch
        {
            bool continues => !continues,
            int options => (options & ContinueOnCapturedContext) == 0,
            _ => false,
        };

    static void AsyncVoidMethod(SymbolAnalysisContext context, TrestleTypes trestle)
    {
        if (context.Symbol is IMethodSymbol { IsAsync: true, ReturnsVoid: true } method && trestle.IsProcess(method.ContainingType))
            Report(context.ReportDiagnostic, method.Locations.FirstOrDefault(), $"{method.ContainingType.Shown}.{method.Name}");
    }

    static void AsyncVoidFunction(SyntaxNodeAnalysisContext context, TrestleTypes trestle)
    {
        var function = (LocalFunctionStatementSyntax)context.Node;

        if (context.SemanticModel.GetDeclaredSymbol(function) is { IsAsync: true, ReturnsVoid: true } && trestle.IsProcess(context.ContainingSymbol?.ContainingType))
            Report(context.ReportDiagnostic, function.Identifier.GetLocation(), function.Identifier.ValueText);
    }

    static void AsyncVoidLambda(OperationAnalysisContext context, TrestleTypes trestle)
    {
        var lambda = (IAnonymousFunctionOperation)context.Operation;

        if (lambda.Symbol is { IsAsync: true, ReturnsVoid: true } && Scope.ProcessOf(lambda, context.ContainingSymbol, trestle) is not null)
            Report(context.ReportDiagnostic, lambda.Syntax.GetFirstToken().GetLocation(), "the lambda");
    }

    static void Report(Action<Diagnostic> report, Location? location, string name)
    {
        if (location is { IsWritten: true })
            report(Diagnostic.Create(Faults.AsyncVoid, location, name));
    }
}
