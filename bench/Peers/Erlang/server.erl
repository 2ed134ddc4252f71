%% The gen_server of every scenario: what its state is says what it does.
-module(server).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(State) -> gen_server:start_link(?MODULE, State, []).

init({fragile, Driver}) ->
    Driver ! {up, self()},
    {ok, fragile};
init(State) ->
    {ok, State}.

handle_call({ask, Number}, _From, State) ->
    {reply, Number + 1, State}.

%% Ping-pong, and the ring: to the next with one less.
handle_cast({next, Next}, {hop, Driver, _}) ->
    {noreply, {hop, Driver, Next}};
handle_cast({hop, 0}, {hop, Driver, _} = State) ->
    Driver ! finished,
    {noreply, State};
handle_cast({hop, Left}, {hop, _, Next} = State) ->
    gen_server:cast(Next, {hop, Left - 1}),
    {noreply, State};

%% The one at the end of the flood and of the fan: counts, and tells of the last.
handle_cast({count, Driver, Expected}, {counter, _, _}) ->
    {noreply, {counter, Driver, Expected}};
handle_cast({number, _}, {counter, Driver, 1}) ->
    Driver ! finished,
    {noreply, {counter, Driver, 0}};
handle_cast({number, _}, {counter, Driver, Left}) when Left > 1 ->
    {noreply, {counter, Driver, Left - 1}};

%% One of the fan: answers the collector.
handle_cast({wake, Number}, {sleeper, Collector} = State) ->
    gen_server:cast(Collector, {number, Number}),
    {noreply, State};

handle_cast(crash, fragile) ->
    erlang:error(asked_to_crash).

handle_info(_, State) -> {noreply, State}.
