using System.Diagnostics;

namespace Trestle;

/// <summary>A typed address of a server: what it can be called with is checked by the compiler.</summary>
public readonly struct Ref<TServer> : IEquatable<Ref<TServer>>
    where TServer : GenServer
{
    static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    readonly Pid pid;
    readonly Registry? registry;
    readonly object? key;

    /// <summary>The address of a process that is known to run this server.</summary>
    public Ref(Pid pid) => this.pid = pid;

    /// <summary>An address by name, of any type, which finds the server again after its supervisor has restarted it.</summary>
    public Ref(Registry registry, object key)
    {
        this.registry = registry;
        this.key = key;
    }

    public Pid Pid => registry is null ? pid : registry.Find(key!);

    /// <summary>
    /// Sends and waits for the answer. Throws <see cref="ProcessDownException"/> when the server ends first, and
    /// <see cref="CallTimeoutException"/> after the timeout, 5 s by default.
    /// </summary>
    public ValueTask<TReply> CallAsync<TReply>(
        ICall<TReply> message, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);

        return Spans.AreWanted
            ? CallInSpan(message, timeout, cancellationToken)
            : CallPlainly(message, timeout, cancellationToken);
    }

    async ValueTask<TReply> CallInSpan<TReply>(ICall<TReply> message, TimeSpan? timeout, CancellationToken cancellation)
    {
        using var span = Spans.OfCall(typeof(TServer), message);

        try
        {
            return await CallPlainly(message, timeout, cancellation);
        }
        catch (Exception exception)
        {
            Spans.Failed(span, exception);
            throw;
        }
    }

    ValueTask<TReply> CallPlainly<TReply>(ICall<TReply> message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TReply>(cancellationToken);

        var caller = Mailbox.Running;

        if (Pid.Mailbox is not { } server)
            return Failed<TReply>(new ProcessDownException(key?.ToString() ?? "nobody", message.GetType(), ExitReason.NoProcess));

        if (ReferenceEquals(server, caller))
            return Failed<TReply>(new InvalidOperationException(
                $"{server.DisplayName} calls itself with {message.GetType().Name} and would wait forever. Call the method instead."));

        if (caller?.ExitReason is { } reason)
            return Failed<TReply>(new ProcessExitException(reason));

        var call = new Call<TReply>(message, caller, server) { Timeout = timeout ?? DefaultTimeout };

        if (Spans.AreWanted)
            call.Span = Activity.Current;

        if (caller is null)
            call.WaitOutside();
        else
            (caller.Relations.Deadlines ??= new(caller)).Add(call);

        server.Deliver(call);

        return cancellationToken.CanBeCanceled ? WithCancellation(call, cancellationToken) : new(call, 0);
    }

    static ValueTask<TReply> Failed<TReply>(Exception exception) => ValueTask.FromException<TReply>(exception);

    static async ValueTask<TReply> WithCancellation<TReply>(Call<TReply> call, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(
            static (call, token) => ((Call)call!).Fail(new OperationCanceledException(token)), call);

        return await new ValueTask<TReply>(call, 0);
    }

    /// <summary>Sends without waiting. A cast to an ended server is dropped.</summary>
    public void Cast(ICast message) => Pid.Send(message);

    public bool Equals(Ref<TServer> other) => Pid == other.Pid;

    public override bool Equals(object? obj) => obj is Ref<TServer> other && Equals(other);

    public override int GetHashCode() => Pid.GetHashCode();

    public static bool operator ==(Ref<TServer> left, Ref<TServer> right) => left.Equals(right);

    public static bool operator !=(Ref<TServer> left, Ref<TServer> right) => !left.Equals(right);
}
