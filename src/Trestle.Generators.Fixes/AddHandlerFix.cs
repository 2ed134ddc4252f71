using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Trestle.Generators;

/// <summary>Writes the handler that a message lacks into the server it is sent to, below its other handlers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
sealed class AddHandlerFix() : TrestleFix(Faults.NoHandler)
{
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken) is not { } model
            || await context.Document.GetSyntaxRootAsync(context.CancellationToken) is not { } root
            || TrestleTypes.In(model.Compilation) is not { } trestle
            || root.FindNode(context.Span).FirstAncestorOrSelf<ArgumentSyntax>() is not { } argument
            || argument.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType.TypeArguments: [INamedTypeSymbol server] }
            || model.GetTypeInfo(argument.Expression).Type is not { } message
            || await ServerOf(server, context.CancellationToken) is not { } declaration
            || context.Document.Project.Solution.GetDocument(declaration.SyntaxTree) is not { } document)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Add Handle({message.Name}) to {server.Name}",
                cancellation => Fixed(document, declaration, message, trestle.ReplyOf(message), cancellation),
                equivalenceKey: $"handle {message.Name}"),
            context.Diagnostics);
    }

    static async Task<ClassDeclarationSyntax?> ServerOf(INamedTypeSymbol server, CancellationToken cancellation)
    {
        foreach (var reference in server.DeclaringSyntaxReferences)
        {
            if (await reference.GetSyntaxAsync(cancellation) is ClassDeclarationSyntax declaration && reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) is false)
                return declaration;
        }

        return null;
    }

    static async Task<Document> Fixed(Document document, ClassDeclarationSyntax server, ITypeSymbol message, ITypeSymbol? reply, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation);
        var last = server.Members.LastOrDefault(member => member is MethodDeclarationSyntax { Identifier.ValueText: "Handle" }) ?? server.Members.LastOrDefault();
        var position = last?.SpanStart ?? server.CloseBraceToken.SpanStart;
        var replied = reply?.ToMinimalDisplayString(editor.SemanticModel, position) ?? "void";
        var taken = message.ToMinimalDisplayString(editor.SemanticModel, position);
        var handler = SyntaxFactory
            .ParseMemberDeclaration($"{replied} Handle({taken} message) => {Unwritten(server, message)};")!
            .WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed, SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

        if (last is null)
            editor.AddMember(server, handler);
        else
            editor.InsertAfter(last, handler);

        return editor.GetChangedDocument();
    }

    static string Unwritten(ClassDeclarationSyntax server, ITypeSymbol message) =>
        $"throw new global::System.InvalidOperationException(\"{server.Identifier.ValueText} does not handle {message.Name} yet.\")";
}
