using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trestle.Generators;

/// <summary>What the generator needs to know of a server: only text, so that nothing of a compilation is kept.</summary>
/// <param name="Name">The whole name, for the file's.</param>
/// <param name="Self">The class as code names it from anywhere.</param>
/// <param name="IsAlone">Whether no class above it has handlers, so that its own are all.</param>
/// <param name="Openings">The declarations the class stands in, and its own, outermost first: "partial class HoldingDesk".</param>
sealed record ServerModel(
    string Name, string Self, bool IsAlone, string? Namespace, EquatableArray<string> Openings, EquatableArray<HandlerModel> Handlers)
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
            || type.GetMembers("MapHandlers").Length > 0)
        {
            return null;
        }

        HandlerModel[] handlers = [.. Generators.Handlers.Of(type).Select(HandlerModel.Of)];

        return handlers is [] ? null : new(
            type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            trestle.IsServerItself(type.BaseType),
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
sealed record HandlerModel(string Message, Answer Answer, string Reply)
{
    static readonly SymbolDisplayFormat Whole = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static HandlerModel Of(IMethodSymbol method) => new(
        method.Parameters[0].Type.ToDisplayString(Whole),
        AnswerOf(method),
        Handlers.AnsweredBy(method).ToDisplayString(Whole));

    static Answer AnswerOf(IMethodSymbol method) => method switch
    {
        { Parameters.Length: 2 } => Answer.Later,
        { ReturnsVoid: true } => Answer.None,
        _ => method.ReturnType.FullName switch
        {
            "System.Threading.Tasks.Task" => Answer.Task,
            "System.Threading.Tasks.ValueTask" => Answer.ValueTask,
            "System.Threading.Tasks.Task`1" => Answer.TaskOfReply,
            _ => Answer.Reply,
        },
    };
}

/// <summary>The shapes of handlers, by how they answer.</summary>
enum Answer
{
    None,
    Reply,
    Task,
    TaskOfReply,
    ValueTask,
    Later,
}
