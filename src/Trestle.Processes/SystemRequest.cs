using System.Reflection;

namespace Trestle;

/// <summary>Something a server is asked by the system rather than by a caller; answered between two messages.</summary>
abstract class SystemRequest : Request
{
    public abstract ValueTask RunAsync(HandlerProcess process);
}

sealed class SystemRequest<T>(Func<HandlerProcess, ValueTask<T>> run) : SystemRequest
{
    readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => answer.Task;

    public override async ValueTask RunAsync(HandlerProcess process)
    {
        try
        {
            answer.TrySetResult(await run(process));
        }
        catch (Exception exception)
        {
            // The one who asked is at fault, or is told so; the server goes on.
            answer.TrySetException(exception);
        }
    }

    public override void Drop(Mailbox mailbox, ExitReason reason) => answer.TrySetException(
        new ProcessDownException(mailbox.DisplayName, "the system", reason));
}

/// <summary>
/// What an operator may do to any running server (OTP's <c>sys</c>): hold it still, look at its state, put new code in its
/// place. Each is answered between two messages.
/// </summary>
public static class Sys
{
    static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The server handles nothing more until it is resumed; what comes waits.</summary>
    /// <param name="timeout">How long to wait for it to be between two messages. Default 5 s; then a TimeoutException is thrown.</param>
    public static Task SuspendAsync(Pid pid, TimeSpan? timeout = null) =>
        Ask(pid, timeout, process => process.SetSuspended(true));

    public static Task ResumeAsync(Pid pid, TimeSpan? timeout = null) =>
        Ask(pid, timeout, process => process.SetSuspended(false));

    /// <summary>The server's fields by name, those of its base classes included.</summary>
    public static Task<IReadOnlyDictionary<string, object?>> GetStateAsync(Pid pid, TimeSpan? timeout = null) =>
        Ask(pid, timeout, process => StateOf(process.Server));

    /// <summary>
    /// Puts another server in the place of the running one, which keeps its pid, its mailbox, its links and its state: by
    /// <see cref="GenServer.CodeChange"/> of the new one. When that throws, the old one goes on.
    /// </summary>
    public static Task ChangeCodeAsync(Pid pid, GenServer server, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(server);

        return Ask(pid, timeout, async process =>
        {
            var state = StateOf(process.Server);
            await server.CodeChange(process.Server, state);
            process.Replace(server);

            return true;
        });
    }

    static Task<T> Ask<T>(Pid pid, TimeSpan? timeout, Func<HandlerProcess, T> run) =>
        Ask(pid, timeout, process => new ValueTask<T>(run(process)));

    static async Task<T> Ask<T>(Pid pid, TimeSpan? timeout, Func<HandlerProcess, ValueTask<T>> run)
    {
        if (pid.Mailbox is not HandlerProcess process)
            throw new InvalidOperationException($"{pid} is not a server: only servers can be asked by the system.");

        var request = new SystemRequest<T>(run);
        process.Deliver(request);
        var limit = timeout ?? DefaultTimeout;

        try
        {
            return await request.Answer.WaitAsync(limit, process.Node.Time);
        }
        catch (TimeoutException) when (!request.Answer.IsCompleted)
        {
            throw new TimeoutException(
                $"""
                {process.DisplayName} did not answer the system within {limit.TotalMilliseconds:0} ms.

                Look at what it is doing: it may be stuck in a handler.
                """);
        }
    }

    internal static IReadOnlyDictionary<string, object?> StateOf(GenServer server)
    {
        var state = new Dictionary<string, object?>();

        for (var type = server.GetType(); type != typeof(GenServer) && type is not null; type = type.BaseType)
        {
            foreach (var field in FieldsOf(type))
                state.TryAdd(field.Name, field.GetValue(server));
        }

        return state;
    }

    internal static IEnumerable<FieldInfo> FieldsOf(Type type) => type.GetFields(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
}
