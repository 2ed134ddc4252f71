using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Says which process a piece of code runs in.</summary>
static class Scope
{
    /// <summary>The class of the process, or "the spawned process"; null outside of any, and in code that left it on purpose.</summary>
    public static string? ProcessOf(IOperation operation, ISymbol containing, TrestleTypes trestle)
    {
        foreach (var lambda in operation.Above().OfType<IAnonymousFunctionOperation>())
        {
            if (lambda.GivenTo() is not { } taker)
                continue;

            if (trestle.Spawns(taker))
                return "the spawned process";

            if (Leaves(taker) || IsBlockingRun(taker, trestle))
                return null;
        }

        return trestle.IsProcess(containing.ContainingType) ? containing.ContainingType.Shown : null;
    }

    /// <summary>Whether what is given to the method runs on a thread of its own, beside the process.</summary>
    public static bool Leaves(IMethodSymbol method) => (method.ContainingType.FullName, method.Name) is
        ("System.Threading.Tasks.Task", "Run")
        or ("System.Threading.Tasks.TaskFactory" or "System.Threading.Tasks.TaskFactory`1", "StartNew")
        or ("System.Threading.ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem")
        or ("System.Threading.Thread", ".ctor");

    static bool IsBlockingRun(IMethodSymbol method, TrestleTypes trestle) =>
        method is { Name: "Run", ContainingType.Name: "Blocking" } && trestle.IsOurs(method);
}
