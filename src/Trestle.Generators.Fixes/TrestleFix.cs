using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Trestle.Generators;

/// <summary>Repairs these faults: one, or all of a file, a project or a solution.</summary>
abstract class TrestleFix(params DiagnosticDescriptor[] faults) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. faults.Select(fault => fault.Id)];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;
}
