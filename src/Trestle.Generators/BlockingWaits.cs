using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Knows the members that hold up a thread until something has happened, and what to write instead.</summary>
static class BlockingWaits
{
    const string AwaitTask = "Await the task";
    const string AwaitOther = "Await an asynchronous wait, or put it into Blocking.Run";

    static readonly ImmutableHashSet<string> Waits =
    [
        "System.Threading.SemaphoreSlim.Wait", "System.Threading.ManualResetEventSlim.Wait", "System.Threading.CountdownEvent.Wait",
        "System.Threading.WaitHandle.WaitOne", "System.Threading.WaitHandle.WaitAll", "System.Threading.WaitHandle.WaitAny",
        "System.Threading.Barrier.SignalAndWait", "System.Threading.Monitor.Wait", "System.Threading.Thread.Join",
        "System.Threading.SpinWait.SpinUntil", "System.Collections.Concurrent.BlockingCollection`1.Take",
        "System.Diagnostics.Process.WaitForExit", "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny",
    ];

    static readonly ImmutableHashSet<string> Tasks =
        ["System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask`1"];

    static readonly ImmutableHashSet<string> Awaiters =
    [
        "System.Runtime.CompilerServices.TaskAwaiter", "System.Runtime.CompilerServices.TaskAwaiter`1",
        "System.Runtime.CompilerServices.ValueTaskAwaiter", "System.Runtime.CompilerServices.ValueTaskAwaiter`1",
    ];

    /// <summary>What blocks, as an author calls it, and the cure; null when it does not block.</summary>
    public static (string Name, string Cure)? Of(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result" } read when IsTask(read.Property) && !WasAwaited(read) =>
            ($"{read.Property.ContainingType.Name}.Result", AwaitTask),
        IInvocationOperation { TargetMethod: var method } => Of(method),
        _ => null,
    };

    static (string Name, string Cure)? Of(IMethodSymbol method) => (method.ContainingType.FullName, method.Name) switch
    {
        ("System.Threading.Tasks.Task", "Wait") => ("Task.Wait", AwaitTask),
        ("System.Threading.Thread", "Sleep") => ("Thread.Sleep", "Await Task.Delay, or have a message sent by SendAfter"),
        (var type, "GetResult") when Awaiters.Contains(type) => ("GetAwaiter().GetResult()", AwaitTask),
        var (type, name) when Waits.Contains($"{type}.{name}") => ($"{method.ContainingType.Name}.{name}", AwaitOther),
        _ => null,
    };

    static bool IsTask(IPropertySymbol property) => Tasks.Contains(property.ContainingType.FullName);

    // After "await Task.WhenAll(one, two)" the results are there to be read.
    static bool WasAwaited(IPropertyReferenceOperation read)
    {
        var name = read.Instance switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            _ => null,
        };

        return name is not null && read.Syntax.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } member
            && member.DescendantNodes().OfType<AwaitExpressionSyntax>().Any(awaited =>
                awaited.SpanStart < read.Syntax.SpanStart
                && awaited.DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name));
    }
}
