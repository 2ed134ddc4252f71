%% simple_one_for_one, as DynamicSupervisor; or one permanent child, as Supervisor.
-module(children).
-behaviour(supervisor).
-export([start_link/0, start_link/2, init/1, start_loop/0]).

start_link() -> supervisor:start_link(?MODULE, dynamic).

start_link(loops, _) -> supervisor:start_link(?MODULE, loops);
start_link(State, MaxRestarts) -> supervisor:start_link(?MODULE, {one, State, MaxRestarts}).

init(dynamic) ->
    {ok, {#{strategy => simple_one_for_one}, [#{id => child, start => {server, start_link, []}, restart => temporary}]}};
init(loops) ->
    {ok, {#{strategy => simple_one_for_one}, [#{id => child, start => {?MODULE, start_loop, []}, restart => temporary}]}};
init({one, State, MaxRestarts}) ->
    {ok, {#{intensity => MaxRestarts, period => 5}, [#{id => child, start => {server, start_link, [State]}}]}}.

start_loop() -> {ok, spawn_link(fun loop/0)}.

loop() ->
    receive
        stop -> ok;
        _ -> loop()
    end.
