using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trestle.Generators;

/// <summary>What the generator needs to know of a server: only text, so that nothing of a compilation is kept.</summary>
/// <param name="Name">The whole name, for the file's.</param>
/// <param name="Openings">The declarations the class stands in, and its own, outermost first: "partial class HoldingDesk".</param>
sealed record ServerModel(string Name, string? Namespace, EquatableArray<string> Openings, EquatableArray<HandlerModel> Handlers)
{
    /// <summary>Null for a class that is not to be completed: it is no server, has no handlers, or takes its messages by itself.</summary>
    public static ServerModel? Of(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;

        if (context.SemanticModel.GetDeclaredSymbol(declaration, cancellation) is not { } type
            || TrestleTypes.In(context.SemanticModel.Compilation) is not { } trestle
            || !trestle.IsServer(type)
            || !IsFirst(declaration, type, cancellation)
            || !declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(IsPartial)
            || type.GetMembers("Receive").Length > 0)
        {
            return null;
        }

        HandlerModel[] handlers = [.. Generators.Handlers.Of(type).Where(method => !method.IsAbstract).Select(HandlerModel.Of).OrderBy(handler => handler.Order)];

        return handlers is [] ? null : new(
            type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : null,
            new([.. declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Reverse().Select(Opening)]),
            new([.. handlers]));
    }

    public static bool MayBe(SyntaxNode node) => node is ClassDeclarationSyntax { BaseList: not null } declaration && IsPartial(declaration);

    // Each part of a class may name its base; one of them stands for all.
    static bool IsFirst(ClassDeclarationSyntax declaration, INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation))
        .First(MayBe) == declaration;

    static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    static string Opening(TypeDeclarationSyntax declaration) => declaration is RecordDeclarationSyntax { ClassOrStructKeyword: var kind }
        ? $"partial record {kind.ValueText} {declaration.Identifier.Text}{declaration.TypeParameterList}"
        : $"partial {declaration.Keyword.ValueText} {declaration.Identifier.Text}{declaration.TypeParameterList}";
}

/// <summary>One handler: the message it takes, and what it gives back.</summary>
/// <param name="Order">Handlers are tried in this order: those of derived messages before those of their bases, classes before interfaces.</param>
sealed record HandlerModel(string Message, Answer Answer, int Order)
{
    public static HandlerModel Of(IMethodSymbol method)
    {
        var message = method.Parameters[0].Type;

        return new(message.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), AnswerOf(method), OrderOf(message));
    }

    static Answer AnswerOf(IMethodSymbol method) => method.ReturnsVoid ? Answer.None : method.ReturnType.FullName switch
    {
        "System.Threading.Tasks.Task" => Answer.Task,
        "System.Threading.Tasks.ValueTask" => Answer.ValueTask,
        "System.Threading.Tasks.Task`1" => Answer.TaskOfReply,
        "System.Threading.Tasks.ValueTask`1" => Answer.ValueTaskOfReply,
        _ => Answer.Reply,
    };

    static int OrderOf(ITypeSymbol message) => message switch
    {
        { SpecialType: SpecialType.System_Object } => 2_000_000,
        { TypeKind: TypeKind.Interface } => 1_000_000 - message.AllInterfaces.Length,
        _ => -message.Hierarchy().Count(),
    };
}

/// <summary>The shapes of what a handler returns.</summary>
enum Answer
{
    None,
    Reply,
    Task,
    TaskOfReply,
    ValueTask,
    ValueTaskOfReply,
}
