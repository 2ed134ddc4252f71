namespace Trestle;

// As OTP's gen_statem. Events: a message from the mailbox, a timeout, or one that Raise put in front. After an event that
// has changed the state, in this order: the state timeout is taken back, Entered runs, and what waits is
//
//     raised | postponed until now | what waited already | timeouts of zero | the mailbox
//
// so an event raised by a handler is never overtaken by one from outside. A caller is answered when the state it led to
// has begun; OTP answers just before.

/// <summary>
/// A server that does something else in each of its states. <c>Handle(state, message)</c> takes a message in the states of
/// that type, <c>Handle(message)</c> in all others; <see cref="Next"/> changes the state, <see cref="Postpone"/> keeps the
/// message for the next one.
/// </summary>
/// <remarks>
/// Make <typeparamref name="TState"/> an abstract record with a record for each state: its properties are what is known in
/// that state only, and another object of the same type is the same state. Any other type is compared by its value.
/// </remarks>
public abstract class StateMachine<TState>(TState initial) : GenServer
    where TState : notnull
{
    readonly StateEvents events = new();
    readonly Dictionary<object, Timeout> timeouts = [];

    bool isPostponed;
    bool isEntering;

    protected TState State { get; private set; } = initial;

    /// <summary>
    /// Runs when a state begins, also the first, before anything is handled in it. It may set timeouts and raise events,
    /// but not change the state.
    /// </summary>
    /// <param name="before">The state until now; at the beginning the first itself.</param>
    protected virtual Task Entered(TState before) => Task.CompletedTask;

    /// <summary>Goes into a state, once what is handled now is done. Keeping to the present one only exchanges its values.</summary>
    protected void Next(TState state)
    {
        if (isEntering)
            throw new InvalidOperationException(
                $"{Process.DisplayName} cannot go on to {state} while it enters {State}. Raise an event instead, and go on when it is handled.");

        State = state;
    }

    static bool IsSame(TState before, TState state) => typeof(TState).IsAbstract
        ? before.GetType() == state.GetType()
        : EqualityComparer<TState>.Default.Equals(before, state);

    /// <summary>Keeps what is handled now, and handles it again when the state has changed. A call is answered then.</summary>
    protected void Postpone() => isPostponed = true;

    /// <summary>Handles the message next, before any that waits.</summary>
    protected void Raise(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        events.Raise(message);
    }

    /// <summary>Handles the message after this time, unless the state has changed before. Another takes its place.</summary>
    protected void StateTimeout(TimeSpan after, object message) => SetTimeout(Timeout.OfState, after, message);

    /// <summary>Handles the message after this time, unless another event has come before. Another takes its place.</summary>
    protected void EventTimeout(TimeSpan after, object message) => SetTimeout(Timeout.OfEvent, after, message);

    /// <summary>Handles the message after this time, whatever happens before. Another of this name takes its place.</summary>
    protected void SetTimeout(string name, TimeSpan after, object message) => SetTimeout((object)name, after, message);

    void SetTimeout(object name, TimeSpan after, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        TakeBack(name);

        var timeout = timeouts[name] = new(name, message);

        // One that is due at once comes before what has not been received yet.
        if (after == TimeSpan.Zero)
            events.Append(timeout);
        else
            timeout.Timer = SendAfter(after, timeout);
    }

    /// <summary>False when there is no such timeout, or when it is over.</summary>
    protected bool CancelTimeout(string name) => TakeBack(name);

    protected bool CancelStateTimeout() => TakeBack(Timeout.OfState);

    bool TakeBack(object name)
    {
        if (!timeouts.Remove(name, out var timeout))
            return false;

        timeout.Timer?.Cancel();

        return true;
    }

    internal sealed override async Task Initialise()
    {
        await Init();
        await Enter(State);
        await HandleWaiting();
    }

    internal sealed override async ValueTask Dispatch(object message, Call? call)
    {
        await Handle(new(message, call));
        await HandleWaiting();
    }

    /// <summary>Finds <c>Handle(state, message)</c> for the present state, else <c>Handle(message)</c>.</summary>
    protected internal sealed override ValueTask<object?> Receive(object message) => Receive(new StateEvent(message, null));

    async ValueTask HandleWaiting()
    {
        while (events.TryNext(out var waiting))
            await Handle(waiting);
    }

    async ValueTask Handle(StateEvent happened)
    {
        if (happened.Message is Timeout timeout)
        {
            // One that rang, and was taken back before its turn came.
            if (!((ICollection<KeyValuePair<object, Timeout>>)timeouts).Remove(new(timeout.Name, timeout)))
                return;

            happened = new(timeout.Message, null);
        }

        TakeBack(Timeout.OfEvent);
        isPostponed = false;
        var before = State;
        var reply = await Receive(happened);
        var isDone = !isPostponed;

        if (isPostponed)
            events.Postpone(happened);

        if (IsSame(before, State))
            events.Settle();
        else
            await Enter(before);

        if (isDone)
            happened.Answer(reply);
    }

    ValueTask<object?> Receive(StateEvent happened)
    {
        if (StateHandlers.For(GetType(), typeof(TState)).Find(State.GetType(), happened.Message.GetType()) is { } handler)
            return handler.Invoke(this, State, happened);

        return HandlerTable.For(this).TryHandle(this, happened.Message, happened.Call, out var reply)
            ? reply
            : Unhandled(happened.Message);
    }

    async ValueTask Enter(TState before)
    {
        TakeBack(Timeout.OfState);
        isEntering = true;

        try
        {
            await Entered(before);
        }
        finally
        {
            isEntering = false;
        }

        events.SettleWithPostponed();
    }

    sealed class Timeout(object name, object message)
    {
        public static readonly object OfState = new();
        public static readonly object OfEvent = new();

        public object Name => name;

        public object Message => message;

        public TimerRef? Timer { get; set; }
    }
}
