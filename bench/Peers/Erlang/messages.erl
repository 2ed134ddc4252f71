%% Messages from process to process.
-module(messages).
-export([pingpong/1, ring/1, flood/1, fanout/1, call/1]).

pingpong(Trips) ->
    Servers = hoppers(2),
    bench:warm_up(fun() -> hop(Servers, 2000) end),
    %% A round trip is two hops.
    bench:print(pingpong, bench:per_second(Trips, hop(Servers, 2 * Trips))).

ring(Hops) ->
    Servers = hoppers(1000),
    bench:warm_up(fun() -> hop(Servers, 10000) end),
    bench:print(ring, bench:per_second(Hops, hop(Servers, Hops))).

hoppers(Count) ->
    {ok, Supervisor} = children:start_link(),
    Servers = [start(Supervisor, {hop, self(), none}) || _ <- lists:seq(1, Count)],
    [First | Others] = Servers,
    lists:foreach(
        fun({Server, Next}) -> gen_server:cast(Server, {next, Next}) end,
        lists:zip(Servers, Others ++ [First])),
    Servers.

hop([First | _], Hops) ->
    timed(fun() -> gen_server:cast(First, {hop, Hops}), finished() end).

flood(Count) ->
    {ok, Supervisor} = children:start_link(),
    Counter = start(Supervisor, {counter, none, 0}),
    bench:warm_up(fun() -> flood(Counter, 8000) end),
    bench:print(flood, bench:per_second(Count, flood(Counter, Count))).

flood(Counter, Count) ->
    gen_server:cast(Counter, {count, self(), Count}),
    timed(fun() ->
        [spawn_link(fun() -> send(Counter, Count div 8) end) || _ <- lists:seq(1, 8)],
        finished()
    end).

send(_, 0) -> ok;
send(Counter, Left) -> gen_server:cast(Counter, {number, Left}), send(Counter, Left - 1).

fanout(Count) ->
    {ok, Supervisor} = children:start_link(),
    Collector = start(Supervisor, {counter, none, 0}),
    Sleepers = [start(Supervisor, {sleeper, Collector}) || _ <- lists:seq(1, Count)],
    bench:warm_up(fun() -> wake(Collector, lists:sublist(Sleepers, 1000)) end),
    wake(Collector, Sleepers),
    bench:print(fanout, bench:per_second(Count, wake(Collector, Sleepers))).

wake(Collector, Sleepers) ->
    gen_server:cast(Collector, {count, self(), length(Sleepers)}),
    timed(fun() ->
        lists:foreach(fun(Sleeper) -> gen_server:cast(Sleeper, {wake, 1}) end, Sleepers),
        finished()
    end).

call(Count) ->
    {ok, Supervisor} = children:start_link(),
    Server = start(Supervisor, answers),
    bench:warm_up(fun() -> ask(Server, 2000) end),
    bench:print(call, bench:per_second(Count, timed(fun() -> ask(Server, Count) end))).

ask(_, 0) -> ok;
ask(Server, Left) ->
    Answer = Left + 1,
    Answer = gen_server:call(Server, {ask, Left}),
    ask(Server, Left - 1).

start(Supervisor, State) ->
    {ok, Server} = supervisor:start_child(Supervisor, [State]),
    Server.

finished() -> receive finished -> ok end.

timed(Work) ->
    Start = bench:now_ns(),
    Work(),
    bench:now_ns() - Start.
