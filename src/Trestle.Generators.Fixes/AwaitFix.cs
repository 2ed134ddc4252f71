using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Trestle.Generators;

/// <summary>Awaits a task instead of blocking for it, where the method is async or is a handler, which may become so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
sealed class AwaitFix() : TrestleFix(Faults.BlockingWait)
{
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken) is not { } root
            || root.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax wait
            || Awaited(wait) is not { } awaited
            || wait.Ancestors().FirstOrDefault(IsFunction) is not { } function
            || !CanAwait(function))
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create("Await it", cancellation => Fixed(context.Document, wait, awaited, function, cancellation), equivalenceKey: "await"),
            context.Diagnostics);
    }

    static ExpressionSyntax Delay => SyntaxFactory.ParseExpression("global::System.Threading.Tasks.Task.Delay").WithAdditionalAnnotations(Simplifier.Annotation);

    // x.Result, x.Wait(), x.GetAwaiter().GetResult(), Thread.Sleep(time)
    static ExpressionSyntax? Awaited(ExpressionSyntax wait) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var task } => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: var task }, ArgumentList.Arguments.Count: 0 } => task,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter", Expression: var task } },
            },
        } => task,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" }, ArgumentList: var time } =>
            SyntaxFactory.InvocationExpression(Delay, time),
        _ => null,
    };

    static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax;

    static bool CanAwait(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.ValueText == "async",
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) || BecomesAsync(method),
        _ => false,
    };

    // Who is called by the framework has no callers to change. One that returns a task already would need its returns rewritten.
    static bool BecomesAsync(MethodDeclarationSyntax method) =>
        method.Identifier.ValueText == "Handle" && !method.ReturnType.ToString().Contains("Task");

    static async Task<Document> Fixed(Document document, ExpressionSyntax wait, ExpressionSyntax awaited, SyntaxNode function, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation);
        ExpressionSyntax instead = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            awaited.WithoutTrivia());

        if (wait.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax))
            instead = SyntaxFactory.ParenthesizedExpression(instead);

        editor.ReplaceNode(wait, instead.WithTriviaFrom(wait).WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation));

        if (function is MethodDeclarationSyntax method && !method.Modifiers.Any(SyntaxKind.AsyncKeyword))
            MakeAsync(editor, method);

        return editor.GetChangedDocument();
    }

    static void MakeAsync(DocumentEditor editor, MethodDeclarationSyntax method)
    {
        var isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        var returned = isVoid ? "global::System.Threading.Tasks.Task" : $"global::System.Threading.Tasks.Task<{method.ReturnType.WithoutTrivia()}>";

        editor.ReplaceNode(method.ReturnType, SyntaxFactory.ParseTypeName(returned).WithTriviaFrom(method.ReturnType).WithAdditionalAnnotations(Simplifier.Annotation));
        editor.SetModifiers(method, editor.Generator.GetModifiers(method).WithAsync(true));
    }
}
