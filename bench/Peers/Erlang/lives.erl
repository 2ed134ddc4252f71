%% Processes that are born, wait, crash and are killed.
-module(lives).
-export([idle_servers/1, idle_loops/1, spawn_all/1, restart/1, kill/2]).

idle_servers(Count) ->
    {ok, Supervisor} = children:start_link(),
    idle('idle.handler', Count, fun(Number) -> {ok, _} = supervisor:start_child(Supervisor, [Number]) end).

idle_loops(Count) ->
    {ok, Supervisor} = children:start_link(loops, 0),
    idle('idle.async', Count, fun(_) -> {ok, _} = supervisor:start_child(Supervisor, []) end).

idle(Name, Count, Start) ->
    Living = erlang:system_info(process_count),
    Memory = erlang:memory(processes),
    Resident = bench:rss(),
    lists:foreach(Start, lists:seq(1, Count)),
    Count = erlang:system_info(process_count) - Living,
    garbage_collect(),
    bench:print([atom_to_list(Name), ".bytes"], (erlang:memory(processes) - Memory) / Count),
    bench:print([atom_to_list(Name), ".rss_bytes"], (bench:rss() - Resident) / Count).

spawn_all(Count) ->
    bench:warm_up(fun() -> spawn_and_stop(1000) end),
    bench:print(spawn, bench:per_second(Count, spawn_and_stop(Count))).

%% Until the last has had its first turn.
spawn_and_stop(Count) ->
    Self = self(),
    Arrived = atomics:new(1, []),
    Living = erlang:system_info(process_count),
    Start = bench:now_ns(),
    Pids = [spawn(fun() -> wait(Self, Arrived, Count) end) || _ <- lists:seq(1, Count)],
    receive everybody -> ok end,
    Time = bench:now_ns() - Start,
    Count = erlang:system_info(process_count) - Living,
    lists:foreach(fun(Pid) -> Pid ! stop end, Pids),
    bench:wait_for(fun() -> erlang:system_info(process_count) =< Living end),
    Time.

wait(Parent, Arrived, Count) ->
    case atomics:add_get(Arrived, 1, 1) of
        Count -> Parent ! everybody;
        _ -> ok
    end,
    receive stop -> ok end.

restart(Count) ->
    restarts(2000, 200),
    Tenth = Count div 10,
    {All, First, Last} = restarts(Count, Tenth),
    bench:print(restart, bench:per_second(Count, All)),
    bench:print('restart.flat', First / Last).

%% Nanoseconds for all, for the first tenth and for the last.
restarts(Count, Tenth) ->
    {ok, Supervisor} = children:start_link({fragile, self()}, Count + 1),
    Server = up(),
    Start = bench:now_ns(),
    Second = crash(Server, Tenth),
    FirstEnd = bench:now_ns(),
    Third = crash(Second, Count - 2 * Tenth),
    LastStart = bench:now_ns(),
    crash(Third, Tenth),
    End = bench:now_ns(),
    unlink(Supervisor),
    exit(Supervisor, shutdown),
    {End - Start, FirstEnd - Start, End - LastStart}.

crash(Server, 0) -> Server;
crash(Server, Left) ->
    gen_server:cast(Server, crash),
    crash(up(), Left - 1).

up() -> receive {up, Server} -> Server end.

kill(Name, Count) ->
    kill_all(Count div 10),
    bench:print(Name, bench:per_second(Count, kill_all(Count))).

kill_all(Count) ->
    Living = erlang:system_info(process_count),
    Self = self(),
    Parent = spawn(fun() ->
        [spawn_link(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, Count)],
        Self ! linked,
        receive stop -> ok end
    end),
    receive linked -> ok end,
    Count = erlang:system_info(process_count) - Living - 1,
    Start = bench:now_ns(),
    exit(Parent, kill),
    bench:wait_for(fun() -> erlang:system_info(process_count) =< Living end),
    bench:now_ns() - Start.
