using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>
/// Warns of messages, replies and values of tables that can change: all who have one hold the same object. A type that calls itself a
/// message is judged where it is declared, any other where it is sent and where it is handled.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class MessageAnalyzer : TrestleAnalyzer
{
    static readonly ImmutableHashSet<string> Carried = ["message", "fact", "reply", "meta", "value", "note"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Faults.MutableMessage, Faults.MutableReply, Faults.MutableValue];

    protected override void Register(CompilationStartAnalysisContext start, TrestleTypes trestle)
    {
        var immutability = new Immutability(trestle);
        start.RegisterSymbolAction(symbol => Declared(symbol, trestle, immutability), SymbolKind.NamedType);
        start.RegisterSymbolAction(symbol => Handled(symbol, trestle, immutability), SymbolKind.Method);
        start.RegisterOperationAction(operation => Sent(operation, trestle, immutability), OperationKind.Invocation);
        start.RegisterOperationAction(operation => Shared(operation, trestle, immutability), OperationKind.ObjectCreation);
    }

    static void Declared(SymbolAnalysisContext context, TrestleTypes trestle, Immutability immutability)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        if (type.TypeKind == TypeKind.Interface || !trestle.IsRequest(type) || Written(type.Locations) is not { } location)
            return;

        foreach (var mutation in immutability.All(type))
            context.ReportDiagnostic(Message(location, type, mutation));

        if (trestle.ReplyOf(type) is { } reply && immutability.Of(reply) is { } fault)
            context.ReportDiagnostic(Diagnostic.Create(
                Faults.MutableReply, location, fault.Places, fault.Properties, type.Shown, reply.Shown, fault.ToText(reply)));
    }

    // What is declared as an interface or as object is judged by its sender, who knows what it is.
    static void Handled(SymbolAnalysisContext context, TrestleTypes trestle, Immutability immutability)
    {
        if (context.Symbol is not IMethodSymbol { Name: "Handle", Parameters: [var message] } method
            || !trestle.IsProcess(method.ContainingType)
            || !IsConcrete(message.Type)
            || IsJudgedWhereDeclared(message.Type, trestle))
        {
            return;
        }

        if (Written(message.Locations) is { } location && immutability.Of(message.Type) is { } mutation)
            context.ReportDiagnostic(Message(location, message.Type, mutation));
    }

    static void Sent(OperationAnalysisContext context, TrestleTypes trestle, Immutability immutability)
    {
        var call = (IInvocationOperation)context.Operation;

        if (!trestle.IsOurs(call.TargetMethod))
            return;

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is null
                || !Carried.Contains(argument.Parameter.Name)
                || argument.Parameter.Type is not ({ SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface })
                || argument.Value.WithoutConversion().Type is not { } type
                || !IsConcrete(type)
                || IsJudgedWhereDeclared(type, trestle))
            {
                continue;
            }

            if (Written([argument.Syntax.GetLocation()]) is { } location && immutability.Of(type) is { } mutation)
                context.ReportDiagnostic(Message(location, type, mutation));
        }
    }

    static void Shared(OperationAnalysisContext context, TrestleTypes trestle, Immutability immutability)
    {
        var creation = (IObjectCreationOperation)context.Operation;

        if (creation.Type is not INamedTypeSymbol { Name: "Table" or "OrderedTable", TypeArguments: [_, var value] } table
            || !trestle.IsOurs(table)
            || value.TypeKind == TypeKind.TypeParameter)
        {
            return;
        }

        if (Written([creation.Syntax.GetLocation()]) is { } location && immutability.Of(value) is { } mutation)
            context.ReportDiagnostic(Diagnostic.Create(
                Faults.MutableValue, location, mutation.Places, mutation.Properties, value.Shown, table.Shown, mutation.ToText(value)));
    }

    static bool IsConcrete(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_Object
        && type.TypeKind is not (TypeKind.TypeParameter or TypeKind.Dynamic)
        && (type.TypeKind != TypeKind.Interface || KnownTypes.InsteadOfFaces.ContainsKey(type.FullName));

    static bool IsJudgedWhereDeclared(ITypeSymbol type, TrestleTypes trestle) => type.IsInSource && trestle.IsRequest(type);

    static Location? Written(IEnumerable<Location> locations) => locations.FirstOrDefault(location => location.IsWritten);

    static Diagnostic Message(Location location, ITypeSymbol type, Mutation mutation) => Diagnostic.Create(
        Faults.MutableMessage, location, mutation.Places, mutation.Properties, type.Shown, mutation.ToText(type));
}
