using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Trestle.Generators;

/// <summary>Makes a member stay as it is: init for set, readonly for a field, an immutable collection for one that changes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
sealed class ImmutableMemberFix() : TrestleFix(Faults.MutableMessage, Faults.MutableReply, Faults.MutableValue, Faults.MutableStatic)
{
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.GetValueOrDefault("fix") is not { } fix
                || diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } place, ..]
                || context.Document.Project.Solution.GetDocument(tree) is not { } document
                || await document.GetSyntaxRootAsync(context.CancellationToken) is not { } root
                || Declaration(root.FindNode(place.SourceSpan)) is not { } declaration)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    TitleOf(fix),
                    async cancellation => (await Fixed(document, declaration, fix, cancellation)).Project.Solution,
                    equivalenceKey: fix),
                diagnostic);
        }
    }

    static string TitleOf(string fix) => fix switch
    {
        Mutation.Init => "Make it init",
        Mutation.ReadOnly => "Make it readonly",
        _ => $"Make it {fix.Substring(fix.LastIndexOf('.') + 1).Split('`')[0]}",
    };

    static SyntaxNode? Declaration(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(above => above is PropertyDeclarationSyntax or FieldDeclarationSyntax or ParameterSyntax);

    static async Task<Document> Fixed(Document document, SyntaxNode declaration, string fix, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation);

        if (fix == Mutation.Init && declaration is PropertyDeclarationSyntax { AccessorList: { } accessors })
            WriteInit(editor, accessors);
        else if (fix == Mutation.ReadOnly)
            editor.SetModifiers(declaration, editor.Generator.GetModifiers(declaration).WithIsReadOnly(true));
        else if (TypeOf(declaration) is { } type && Instead(editor.SemanticModel, type, fix) is { } instead)
            WriteType(editor, declaration, type, instead);

        return editor.GetChangedDocument();
    }

    static void WriteInit(DocumentEditor editor, AccessorListSyntax accessors)
    {
        if (accessors.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) is not { } setter)
            return;

        var init = SyntaxFactory.AccessorDeclaration(SyntaxKind.InitAccessorDeclaration, setter.AttributeLists, setter.Modifiers, setter.Body, setter.ExpressionBody)
            .WithSemicolonToken(setter.SemicolonToken)
            .WithTriviaFrom(setter);

        editor.ReplaceNode(setter, init);
    }

    static void WriteType(DocumentEditor editor, SyntaxNode declaration, TypeSyntax type, ITypeSymbol instead)
    {
        var written = (TypeSyntax)editor.Generator.TypeExpression(instead, addImport: true);

        if (type is NullableTypeSyntax)
            written = SyntaxFactory.NullableType(written);

        editor.ReplaceNode(type, written.WithTriviaFrom(type).WithAdditionalAnnotations(Simplifier.Annotation));

        // What was made by new() is made by [].
        foreach (var made in declaration.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Where(IsInitialValue))
            editor.ReplaceNode(made, SyntaxFactory.ParseExpression("[]").WithTriviaFrom(made));
    }

    static bool IsInitialValue(BaseObjectCreationExpressionSyntax made) =>
        made is { Parent: EqualsValueClauseSyntax, Initializer: null, ArgumentList: null or { Arguments.Count: 0 } };

    static TypeSyntax? TypeOf(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Type,
        FieldDeclarationSyntax field => field.Declaration.Type,
        ParameterSyntax parameter => parameter.Type,
        _ => null,
    };

    static INamedTypeSymbol? Instead(SemanticModel model, TypeSyntax written, string name)
    {
        var generic = model.Compilation.GetTypeByMetadataName(name);

        return model.GetTypeInfo(written).Type switch
        {
            IArrayTypeSymbol array => generic?.Construct(array.ElementType),
            INamedTypeSymbol type when type.TypeArguments.Length == generic?.Arity => generic.Construct([.. type.TypeArguments]),
            _ => null,
        };
    }
}
