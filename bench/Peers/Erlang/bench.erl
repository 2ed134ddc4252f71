%% The same scenarios as bench/Processes, in Erlang. Started as: erl ... -run bench main SCENARIO COUNT
%% Prints a figure a line, "name value", and "done" last.
-module(bench).
-export([main/1, print/2, now_ns/0, per_second/2, warm_up/1, wait_for/1, rss/0]).

main([Scenario, Count]) ->
    logger:set_primary_config(level, none),
    try
        run(list_to_atom(Scenario), list_to_integer(Count)),
        io:format("done~n"),
        halt(0)
    catch
        Class:Reason:Stack ->
            io:format(standard_error, "~p ~p~n~p~n", [Class, Reason, Stack]),
            halt(1)
    end.

run('idle.handler', Count) -> lives:idle_servers(Count);
run('idle.async', Count) -> lives:idle_loops(Count);
run(spawn, Count) -> lives:spawn_all(Count);
run(restart, Count) -> lives:restart(Count);
run(kill, Count) -> lives:kill(kill, Count);
run('kill.async', Count) -> lives:kill('kill.async', Count);
run(pingpong, Count) -> messages:pingpong(Count);
run(ring, Count) -> messages:ring(Count);
run(flood, Count) -> messages:flood(Count);
run(fanout, Count) -> messages:fanout(Count);
run(call, Count) -> messages:call(Count);
run('tick.hogs0', Count) -> clock:tick_beside_hogs(0, Count);
run('tick.hogs4', Count) -> clock:tick_beside_hogs(4, Count);
run('tick.hogs32', Count) -> clock:tick_beside_hogs(32, Count);
run('tick.gc', Count) -> clock:tick_beside_garbage(Count);
run(timers, Count) -> clock:timers(Count).

print(Name, Value) -> io:format("~s ~w~n", [Name, Value]).

now_ns() -> erlang:monotonic_time(nanosecond).

per_second(Count, Nanoseconds) -> Count * 1.0e9 / Nanoseconds.

%% Again and again for two seconds, so that both sides start warm.
warm_up(Work) -> warm_up(Work, now_ns() + 2000000000).

warm_up(Work, Until) ->
    Work(),
    case now_ns() < Until of
        true -> warm_up(Work, Until);
        false -> ok
    end.

wait_for(Condition) ->
    case Condition() of
        true -> ok;
        false -> timer:sleep(1), wait_for(Condition)
    end.

%% Bytes resident in memory.
rss() ->
    {ok, Status} = file:read_file("/proc/self/status"),
    {match, [Kilobytes]} = re:run(Status, "VmRSS:\\s+(\\d+)", [{capture, all_but_first, list}]),
    list_to_integer(Kilobytes) * 1024.
