namespace Trestle;

/// <summary>
/// State that other processes read and change with functions, one at a time; see <see cref="Agents"/>. The functions run
/// inside the agent: one that throws ends it, and its supervisor starts it with fresh state.
/// </summary>
public sealed class Agent<TState>(Func<TState> start) : GenServer
{
    TState state = default!;

    protected internal override Task Init()
    {
        state = start();

        return Task.CompletedTask;
    }

    // The functions are generic in what they answer, which no Handle method can be.
    protected internal override ValueTask<object?> Receive(object message) =>
        message is IChange change ? new(change.Apply(ref state)) : base.Receive(message);

    interface IChange
    {
        object? Apply(ref TState state);
    }

    internal sealed class Change<TReply>(Func<TState, (TReply Reply, TState State)> change) : ICall<TReply>, ICast, IChange
    {
        public object? Apply(ref TState state)
        {
            (var reply, state) = change(state);

            return reply;
        }
    }
}

/// <summary>What an <see cref="Agent{TState}"/> can be asked.</summary>
public static class Agents
{
    extension<TState>(Ref<Agent<TState>> agent)
    {
        /// <summary>What the function makes of the state. What it answers must not change with the state: copy, do not hand out.</summary>
        public async ValueTask<TResult> GetAsync<TResult>(
            Func<TState, TResult> read, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            await agent.GetAndUpdateAsync(state => (read(state), state), timeout, cancellationToken);

        public async ValueTask UpdateAsync(
            Func<TState, TState> change, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            await agent.GetAndUpdateAsync(state => (true, change(state)), timeout, cancellationToken);

        /// <summary>Changes the state and answers in one step, with nothing in between.</summary>
        public async ValueTask<TResult> GetAndUpdateAsync<TResult>(
            Func<TState, (TResult Result, TState State)> change,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default) =>
            await agent.CallAsync(new Agent<TState>.Change<TResult>(change), timeout, cancellationToken);

        /// <summary>Changes the state without waiting for it.</summary>
        public void Cast(Func<TState, TState> change) =>
            agent.Cast(new Agent<TState>.Change<bool>(state => (true, change(state))));
    }
}
