%% A 1 ms tick beside others, and many timers.
-module(clock).
-export([tick_beside_hogs/2, tick_beside_garbage/1, timers/1]).

tick_beside_hogs(Hogs, Ticks) ->
    tick(200, fun() -> ok end),
    Started = atomics:new(1, []),
    Lateness = tick(Ticks, fun() ->
        [spawn(fun() -> atomics:add(Started, 1, 1), hog() end) || _ <- lists:seq(1, Hogs)]
    end),
    bench:wait_for(fun() -> atomics:get(Started, 1) =:= Hogs end),
    print(["tick.hogs", integer_to_list(Hogs)], Ticks, Lateness).

hog() -> hog().

tick_beside_garbage(Ticks) ->
    Idle = 500 * Ticks, % a million beside 2,000
    {ok, Supervisor} = children:start_link(),
    lists:foreach(fun(Number) -> {ok, _} = supervisor:start_child(Supervisor, [Number]) end, lists:seq(1, Idle)),
    garbage_collect(),
    Words = erlang:system_info(wordsize),
    Start = bench:now_ns(),
    {_, Before, _} = erlang:statistics(garbage_collection),
    [spawn_link(fun() -> litter(Start, 0) end) || _ <- lists:seq(1, 4)],
    Lateness = tick(Ticks, fun() -> ok end),
    {_, After, _} = erlang:statistics(garbage_collection),
    print("tick.gc", Ticks, Lateness),
    bench:print('tick.gc.allocated_mb_s', (After - Before) * Words * 1.0e3 / (bench:now_ns() - Start)).

%% 125 MB a second, made as lists of 16 KB that are dropped at once.
litter(Start, Made) ->
    Due = (bench:now_ns() - Start) div 8,
    litter(Start, make(Made, Due), pause).

litter(Start, Made, pause) ->
    receive after 1 -> litter(Start, Made) end.

make(Made, Due) when Made >= Due -> Made;
make(Made, Due) ->
    1000 = length(lists:seq(Made, Made + 999)),
    make(Made + 16000, Due).

%% Milliseconds each tick came late. Those that did not come within ten times their time are missing.
tick(Count, Begin) ->
    Self = self(),
    Ticker = spawn(fun() ->
        Begin(),
        erlang:send_after(1, self(), tick),
        next(Self, Count, bench:now_ns() + 1000000, [])
    end),
    receive
        {lateness, Lateness} -> Lateness
    after 10 * Count ->
        Ticker ! give_up,
        receive {lateness, Lateness} -> Lateness end
    end.

next(Driver, 0, _, Lateness) -> Driver ! {lateness, Lateness};
next(Driver, Left, Due, Lateness) ->
    receive
        tick ->
            Now = bench:now_ns(),
            erlang:send_after(1, self(), tick),
            next(Driver, Left - 1, Now + 1000000, [max(0, Now - Due) / 1.0e6 | Lateness]);
        give_up ->
            Driver ! {lateness, Lateness}
    end.

print(Name, Ticks, Lateness) ->
    Sorted = lists:sort(Lateness),
    Came = length(Sorted),
    bench:print(Name, lists:nth(max(1, ceil(Came * 0.999)), Sorted)),
    bench:print([Name, ".missed"], Ticks - Came).

timers(Count) ->
    bench:warm_up(fun() -> cancel(add(1000)) end),
    Memory = timer_memory(),
    Start = bench:now_ns(),
    Timers = add(Count),
    Added = bench:now_ns(),
    Bytes = timer_memory() - Memory,
    CancelStart = bench:now_ns(),
    cancel(Timers),
    Cancelled = bench:now_ns(),
    bench:print('timers.add', (Added - Start) / Count),
    bench:print('timers.bytes', Bytes / Count),
    bench:print('timers.cancel', (Cancelled - CancelStart) / Count),
    bench:print('timers.fire', fire(Count) / Count).

%% All memory but this process's own, which holds the list of timers.
timer_memory() ->
    garbage_collect(),
    {memory, Own} = process_info(self(), memory),
    erlang:memory(total) - Own.

add(Count) -> [erlang:send_after(3600000, self(), tick) || _ <- lists:seq(1, Count)].

cancel(Timers) -> lists:foreach(fun(Timer) -> true = is_integer(erlang:cancel_timer(Timer)) end, Timers).

%% All due at the same moment: from then until the last has come.
fire(Count) ->
    Pause = 200 + Count div 200,
    Due = erlang:monotonic_time(millisecond) + Pause,
    [erlang:send_after(Due, self(), tick, [{abs, true}]) || _ <- lists:seq(1, Count)],
    true = erlang:monotonic_time(millisecond) < Due,
    take(Count),
    bench:now_ns() - Due * 1000000.

take(0) -> ok;
take(Left) -> receive tick -> take(Left - 1) end.
