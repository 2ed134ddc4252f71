using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

static class Symbols
{
    extension(ITypeSymbol type)
    {
        /// <summary>The type and those it derives from, most derived first.</summary>
        public IEnumerable<INamedTypeSymbol> Hierarchy()
        {
            for (var level = type as INamedTypeSymbol; level is not null; level = level.BaseType)
                yield return level;
        }

        /// <summary>As an author writes it: List&lt;Line&gt;, int, HoldingDesk.</summary>
        public string Shown => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandNullable));

        /// <summary>As metadata names it, without type arguments: System.Collections.Generic.List`1.</summary>
        public string FullName => type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? $"{space.ToDisplayString()}.{type.MetadataName}"
            : type.MetadataName;

        public bool IsInSource => type.DeclaringSyntaxReferences.Length > 0;
    }

    extension(Location location)
    {
        /// <summary>False for what a generator wrote: an author can mend only a file of their own, a .razor file too.</summary>
        public bool IsWritten => location.SourceTree is { } tree
            && (!tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) || location.GetMappedLineSpan().HasMappedPath);
    }
}
