using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Trestle.Generators.Tests;

/// <summary>An app's source, compiled against the real Trestle, and what the analyzers, fixes and generator make of it.</summary>
static class Code
{
    const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Trestle;
        """;

    static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new MessageAnalyzer(), new StaticsAnalyzer(), new TurnAnalyzer(), new SharingAnalyzer(), new HandlerAnalyzer(), new RouteAnalyzer()];

    static readonly CodeFixProvider[] Fixes = [new ImmutableMemberFix(), new AwaitFix(), new TurnFix(), new AddHandlerFix()];

    public static CSharpCompilation Compile(string source, string path = "App.cs") => CSharpCompilation.Create(
        "App",
        [CSharpSyntaxTree.ParseText(Usings, Options, "Usings.cs"), CSharpSyntaxTree.ParseText(source, Options, path)],
        References,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What the compiler and the analyzers say, in the order of the source: "TRS1001 3: the text".</summary>
    public static async Task<string[]> FaultsIn(string source) =>
        [.. (await DiagnosticsOf(Compile(source))).Select(fault => $"{fault.Id} {LineOf(fault)}: {fault.GetMessage(null)}")];

    /// <summary>The source after the first fix for the first fault of this id.</summary>
    public static async Task<string> Fix(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var compilation = Compile(source);
        var project = workspace.CurrentSolution
            .AddProject("App", "App", LanguageNames.CSharp)
            .WithParseOptions(Options)
            .WithCompilationOptions(compilation.Options)
            .AddMetadataReferences(References)
            .AddDocument("Usings.cs", Usings).Project;
        var document = project.AddDocument("App.cs", source);

        var fault = (await DiagnosticsOf((CSharpCompilation)(await document.Project.GetCompilationAsync())!)).First(fault => fault.Id == id);
        var actions = new List<CodeAction>();

        foreach (var provider in Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(id)))
            await provider.RegisterCodeFixesAsync(new(document, fault, (action, _) => actions.Add(action), CancellationToken.None));

        if (actions is [])
            return "no fix";

        var operations = await actions[0].GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;

        return (await changed.GetTextAsync()).ToString().ReplaceLineEndings("\n");
    }

    // With what the generator adds, as the compiler does it.
    static async Task<Diagnostic[]> DiagnosticsOf(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new HandlerGenerator().AsSourceGenerator(), new PathGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var compiled, out _);
        var found = await compiled.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync();

        return [.. found.Where(fault => fault.Severity >= DiagnosticSeverity.Warning && fault.Id != "CS1701").OrderBy(fault => fault.Location.SourceSpan.Start).ThenBy(fault => fault.Id)];
    }

    static int LineOf(Diagnostic fault) => fault.Location.GetLineSpan().StartLinePosition.Line + 1;
}
