namespace Trestle.Generators.Tests;

public class HandlerAnalyzerTests
{
    const string Desk =
        """
        public record Hold(int Id) : ICall<bool>;
        public record Release(int Id) : ICast;
        public abstract record Note : ICast;
        public record Loud : Note;
        public interface IQuiet;
        public record Quiet : ICast, IQuiet;

        """;

    [Fact]
    public async Task A_message_without_a_handler_is_an_error()
    {
        var faults = await Code.FaultsIn(Desk +
            """
            public partial class Server : GenServer { void Handle(Down down) { } }

            public static class Use
            {
                public static async Task Ask(Ref<Server> server)
                {
                    await server.CallAsync(new Hold(1));
                    server.Cast(new Release(1));
                }
            }
            """);

        Assert.Equal(
            [
                "TRS1101 13: Server has no handler for Hold. Add one: bool Handle(Hold message).",
                "TRS1101 14: Server has no handler for Release. Add one: void Handle(Release message).",
            ],
            faults);
    }

    [Fact]
    public async Task A_handler_is_found_by_base_types_and_interfaces_and_in_base_classes()
    {
        var faults = await Code.FaultsIn(Desk +
            """
            public class Parent : GenServer { bool Handle(Hold hold) => true; void Handle(Note note) { } }
            public class Server : Parent { void Handle(IQuiet quiet) { } }
            public class Anything : GenServer { protected override ValueTask<object?> Receive(object message) => new((object?)null); }

            public static class Use
            {
                public static async Task Ask<T>(Ref<Server> server, Ref<T> any, Ref<Anything> other, ICall<bool> call, Note note) where T : GenServer
                {
                    await server.CallAsync(new Hold(1));
                    await server.CallAsync(call);
                    server.Cast(new Loud());
                    server.Cast(new Quiet());
                    server.Cast(note);
                    any.Cast(new Release(1));
                    other.Cast(new Release(1));
                }
            }
            """);

        Assert.DoesNotContain(faults, fault => fault.StartsWith("TRS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_answers_what_its_call_wants()
    {
        var faults = await Code.FaultsIn(
            """
            public record Ask : ICall<Exception>;
            public record Count : ICall<int>;
            public record Name : ICall<string>;
            public class Good : GenServer { ArgumentException Handle(Ask ask) => new(); int Handle(Count count) => 1; async Task<string> Handle(Name name) { await Task.Yield(); return ""; } }
            public class Bad : GenServer { void Handle(Ask ask) { } Task Handle(Count count) => Task.CompletedTask; Task<int> Handle(Name name) => Task.FromResult(1); }
            public class Late : GenServer { void Handle(Name name, ReplyTo<string> caller) { } void Handle(Count count, ReplyTo<long> caller) { } }
            """);

        Assert.Equal(
            [
                "TRS1102 5: Bad.Handle(Ask) returns void, but the call wants Exception. Change it to: Exception Handle(Ask message).",
                "TRS1102 5: Bad.Handle(Count) returns Task, but the call wants int. Change it to: int Handle(Count message).",
                "TRS1102 5: Bad.Handle(Name) returns Task<int>, but the call wants string. Change it to: string Handle(Name message).",
                "TRS1102 6: Late.Handle(Count) takes ReplyTo<long>, but the call wants int. Change it to: void Handle(Count message, ReplyTo<int> caller).",
            ],
            faults);
    }

    [Fact]
    public async Task A_handler_that_is_hidden_is_never_reached()
    {
        var faults = await Code.FaultsIn(
            """
            public class Parent : GenServer { void Handle(string text) { } protected virtual void Handle(Down down) { } }
            public class Child : Parent { void Handle(string text) { } protected override void Handle(Down down) { } }
            """);

        Assert.Equal(["TRS1103 2: Child.Handle(string) hides Parent.Handle(string), which is never reached. Keep one of them, or override it."], faults);
    }

    [Fact]
    public async Task A_state_machine_takes_its_state_before_the_message()
    {
        var faults = await Code.FaultsIn(Desk +
            """
            public abstract record Phase;
            public record Open : Phase;

            public partial class Door() : StateMachine<Phase>(new Open())
            {
                bool Handle(Open open, Hold hold) => true;
                int Handle(Phase any, Hold hold) => 1;
                void Handle(string text, Hold hold) { }
                void Handle(Quiet quiet) { }
            }

            public static class Use
            {
                public static async Task Ask(Ref<Door> door)
                {
                    await door.CallAsync(new Hold(1));
                    door.Cast(new Quiet());
                    door.Cast(new Release(1));
                }
            }
            """);

        Assert.Equal(
            [
                "TRS1102 13: Door.Handle(Hold) returns int, but the call wants bool. Change it to: bool Handle(Hold message).",
                "TRS1104 14: No message reaches Door.Handle, because it has 2 parameters. A handler takes one message, or a call and its ReplyTo; give this method another name.",
                "TRS1101 24: Door has no handler for Release. Add one: void Handle(Release message).",
            ],
            faults);
    }

    [Theory]
    [InlineData("void Handle() { }", "has no parameter")]
    [InlineData("void Handle(string a, int b) { }", "has 2 parameters")]
    [InlineData("static void Handle(string a) { }", "is static")]
    [InlineData("void Handle<T>(T a) { }", "is generic")]
    [InlineData("void Handle(ref int a) { }", "takes its parameter by reference")]
    public async Task A_Handle_that_takes_no_message_has_the_wrong_name(string member, string reason)
    {
        var faults = await Code.FaultsIn($$"""public class Server : GenServer { {{member}} }""");

        Assert.Equal([$"TRS1104 1: No message reaches Server.Handle, because it {reason}. A handler takes one message, or a call and its ReplyTo; give this method another name."], faults);
    }

    [Fact]
    public async Task Adds_the_handler()
    {
        var repaired = await Code.Fix(
            """
            public class Server : GenServer
            {
                public record Hold(int Id) : ICall<bool>;

                void Handle(Down down)
                {
                }

                void Close()
                {
                }
            }

            public static class Use
            {
                public static async Task Ask(Ref<Server> server) => await server.CallAsync(new Server.Hold(1));
            }
            """,
            "TRS1101");

        Assert.Equal(
            """
            public class Server : GenServer
            {
                public record Hold(int Id) : ICall<bool>;

                void Handle(Down down)
                {
                }

                bool Handle(Hold message) => throw new InvalidOperationException("Server does not handle Hold yet.");

                void Close()
                {
                }
            }

            public static class Use
            {
                public static async Task Ask(Ref<Server> server) => await server.CallAsync(new Server.Hold(1));
            }
            """,
            repaired);
    }
}
