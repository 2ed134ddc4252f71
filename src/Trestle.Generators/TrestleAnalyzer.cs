using Microsoft.CodeAnalysis.Diagnostics;

namespace Trestle.Generators;

/// <summary>Looks at code that uses Trestle, generated code included: live views are written by a generator.</summary>
abstract class TrestleAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (TrestleTypes.In(start.Compilation) is { } trestle)
                Register(start, trestle);
        });
    }

    protected abstract void Register(CompilationStartAnalysisContext start, TrestleTypes trestle);
}
