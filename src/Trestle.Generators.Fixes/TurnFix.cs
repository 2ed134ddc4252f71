using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Trestle.Generators;

/// <summary>The small repairs of a turn: no ConfigureAwait(false), Task for async void, Blocking.Run for Task.Run.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
sealed class TurnFix() : TrestleFix(Faults.ConfigureAwaitFalse, Faults.AsyncVoid, Faults.LeavesProcess)
{
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken) is not { } root)
            return;

        var hasBlocking = (await context.Document.Project.GetCompilationAsync(context.CancellationToken))?.GetTypeByMetadataName("Trestle.Blocking") is not null;

        foreach (var diagnostic in context.Diagnostics)
        {
            if (RepairOf(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), hasBlocking) is var (title, old, repaired))
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, repaired))), equivalenceKey: title),
                    diagnostic);
        }
    }

    static (string Title, SyntaxNode Old, SyntaxNode Repaired)? RepairOf(SyntaxNode node, bool hasBlocking) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } =>
            ("Take out ConfigureAwait(false)", node, access.Expression.WithTrailingTrivia(node.GetTrailingTrivia())),
        MethodDeclarationSyntax method => ("Let it return Task", method.ReturnType, Returning(method.ReturnType)),
        LocalFunctionStatementSyntax function => ("Let it return Task", function.ReturnType, Returning(function.ReturnType)),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" } run } call when hasBlocking && Blocks(call) =>
            ("Use Blocking.Run", run, Simplified(SyntaxFactory.ParseExpression("global::Trestle.Blocking.Run"), run)),
        _ => null,
    };

    // Blocking.Run takes code that blocks. An async lambda does not: it wants a process.
    static bool Blocks(InvocationExpressionSyntax call) =>
        call is { Parent: AwaitExpressionSyntax, ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax { AsyncKeyword.RawKind: (int)SyntaxKind.None } }] };

    static SyntaxNode Returning(TypeSyntax type) => Simplified(SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task"), type);

    static SyntaxNode Simplified(SyntaxNode node, SyntaxNode old) => node.WithTriviaFrom(old).WithAdditionalAnnotations(Simplifier.Annotation);
}
