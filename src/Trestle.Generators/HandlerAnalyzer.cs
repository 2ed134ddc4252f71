using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Sees to it that what a server is asked has a handler, and that the handler answers what was asked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class HandlerAnalyzer : TrestleAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Faults.NoHandler, Faults.WrongReply, Faults.HiddenHandler, Faults.NoMessage];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle)
    {
        start.RegisterOperationAction(operation => Asked(operation, trestle), OperationKind.Invocation);
        start.RegisterSymbolAction(symbol => Declared(symbol, trestle), SymbolKind.Method);
    }

    static void Asked(OperationAnalysisContext context, TrestleTypes trestle)
    {
        var call = (IInvocationOperation)context.Operation;

        if (call.TargetMethod is not { Name: "CallAsync" or "Cast", ContainingType: { TypeArguments: [INamedTypeSymbol server] } reference }
            || !trestle.IsReference(reference)
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is not { } argument
            || argument.Value.WithoutConversion().Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } message)
        {
            return;
        }

        if (IsOpen(server, trestle) || Handlers.For(message, server) is not null || !argument.Syntax.GetLocation().IsWritten)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Faults.NoHandler, argument.Syntax.GetLocation(), server.Shown, message.Shown, trestle.ReplyOf(message)?.Shown ?? "void"));
    }

    // Private handlers of a class in another assembly are not to be seen, and who overrides Receive may take anything.
    static bool IsOpen(INamedTypeSymbol server, TrestleTypes trestle) =>
        trestle.ReceivesByItself(server)
        || server.Hierarchy().Any(level => !level.IsInSource && level.SpecialType != SpecialType.System_Object && !trestle.IsOurs(level));

    static void Declared(SymbolAnalysisContext context, TrestleTypes trestle)
    {
        if (context.Symbol is not IMethodSymbol { Name: "Handle", MethodKind: MethodKind.Ordinary } method
            || !trestle.IsProcess(method.ContainingType)
            || method.Locations.FirstOrDefault(location => location.IsWritten) is not { } location)
        {
            return;
        }

        if (FaultOf(method, trestle, context.Compilation) is var (fault, arguments))
            context.ReportDiagnostic(Diagnostic.Create(fault, location, [method.ContainingType.Shown, .. arguments]));
    }

    static (DiagnosticDescriptor Fault, string[] Arguments)? FaultOf(IMethodSymbol method, TrestleTypes trestle, Compilation compilation)
    {
        if (Handlers.MessageOf(method) is not { } message)
            return HasHandler(method) ? null : (Faults.NoMessage, [ReasonOf(method)]);

        if (trestle.ReplyOf(message) is { } reply && !Answers(Handlers.AnsweredBy(method), reply, compilation))
            return (Faults.WrongReply, Handlers.CallerOf(method) is { } caller
                ? [message.Shown, $"takes {caller.Shown}", reply.Shown, $"void Handle({message.Shown} message, ReplyTo<{reply.Shown}> caller)"]
                : [message.Shown, $"returns {method.ReturnType.Shown}", reply.Shown, $"{reply.Shown} Handle({message.Shown} message)"]);

        return Hidden(method) is { } hidden ? (Faults.HiddenHandler, [message.Shown, hidden.ContainingType.Shown]) : null;
    }

    // A second overload beside a handler, called by it, is nobody's mistake.
    static bool HasHandler(IMethodSymbol method) =>
        method.Parameters.Length > 1 && Handlers.Of(method.ContainingType).Any(handler => SymbolEqualityComparer.Default.Equals(handler.Parameters[0].Type, method.Parameters[0].Type));

    static string ReasonOf(IMethodSymbol method) => method switch
    {
        { IsStatic: true } => "is static",
        { IsGenericMethod: true } => "is generic",
        { Parameters: [{ RefKind: not RefKind.None }] } => "takes its parameter by reference",
        { Parameters: [] } => "has no parameter",
        { Parameters.Length: var count } => $"has {count} parameters",
    };

    static bool Answers(ITypeSymbol answered, ITypeSymbol reply, Compilation compilation) =>
        compilation.ClassifyConversion(answered, reply) is { IsIdentity: true } or { IsImplicit: true, IsReference: true } or { IsImplicit: true, IsBoxing: true };

    static IMethodSymbol? Hidden(IMethodSymbol method) => method.IsOverride || !Handlers.IsHandler(method)
        ? null
        : method.ContainingType.Hierarchy().Skip(1).SelectMany(Handlers.Of)
            .FirstOrDefault(above => SymbolEqualityComparer.Default.Equals(above.Parameters[0].Type, method.Parameters[0].Type));
}
