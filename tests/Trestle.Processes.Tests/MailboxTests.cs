using CsCheck;

namespace Trestle.Processes.Tests;

public class MailboxTests : World
{
    record Number(int Sender, int Value);

    record Text(string Value);

    [Fact]
    public async Task Receives_messages_of_one_sender_in_the_order_sent() => await InProcess(async () =>
    {
        var me = Self.Pid;

        for (var sender = 0; sender < 8; sender++)
        {
            var number = sender;
            Self.Spawn(async () =>
            {
                for (var value = 0; value < 1000; value++)
                {
                    me.Send(new Number(number, value));

                    if (value % 100 == 0)
                        await Task.Yield();
                }
            });
        }

        var expected = new int[8];

        for (var count = 0; count < 8000; count++)
        {
            var message = await Self.ReceiveAsync<Number>();
            Assert.Equal(expected[message.Sender]++, message.Value);
        }
    });

    [Fact]
    public async Task Leaves_messages_that_do_not_match_in_order() => await InProcess(async () =>
    {
        Self.Pid.Send(new Text("first"));
        Self.Pid.Send(new Number(1, 1));
        Self.Pid.Send(new Text("second"));

        Assert.Equal(new Number(1, 1), await Self.ReceiveAsync<Number>());
        Assert.Equal("second", (await Self.ReceiveAsync<Text>(text => text.Value == "second")).Value);
        Assert.Equal("first", (await Self.ReceiveAsync<Text>()).Value);
    });

    [Fact]
    public void Selective_receive_takes_the_oldest_match_and_keeps_the_rest_in_order() =>
        Gen.Int[0, 3].Array[0, 30].Sample(
            values =>
            {
                var received = new List<int>();

                InProcess(async () =>
                {
                    foreach (var value in values)
                        Self.Pid.Send(new Number(0, value));

                    foreach (var wanted in values.Distinct().Order())
                    {
                        for (var count = values.Count(value => value == wanted); count > 0; count--)
                            received.Add((await Self.ReceiveAsync<Number>(number => number.Value == wanted)).Value);
                    }
                }).GetAwaiter().GetResult();

                return received.SequenceEqual(values.Order());
            },
            iter: 200);

    [Fact]
    public async Task Gives_up_receiving_after_the_timeout() => await InProcess(async () =>
    {
        var waiting = Self.ReceiveAsync<Text>(timeout: TimeSpan.FromSeconds(3));
        Time.Advance(TimeSpan.FromSeconds(3));

        var exception = await Assert.ThrowsAsync<TimeoutException>(async () => await waiting);
        Assert.Equal($"{Self.Pid} received no Text in time.", exception.Message);
    });

    [Fact]
    public async Task Runs_one_turn_at_a_time_however_many_threads_continue_it() => await InProcess(async () =>
    {
        var inside = 0;
        var counter = 0;

        async Task Work()
        {
            for (var round = 0; round < 200; round++)
            {
                await Task.Yield();
                Assert.Equal(1, Interlocked.Increment(ref inside));
                counter++;
                Interlocked.Decrement(ref inside);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Work()));

        Assert.Equal(10_000, counter);
    });

    [Fact]
    public async Task Comes_back_to_the_process_after_an_await()
    {
        await InProcess(async () =>
        {
            var me = Self.Pid;
            await File.ReadAllBytesAsync(typeof(MailboxTests).Assembly.Location);

            Assert.Equal(me, Self.Pid);
        });
    }

    [Fact]
    public void Says_what_to_do_where_there_is_no_process()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Self.Pid);

        Assert.Equal(
            """
            Self is the running process, but this code runs outside of any.

            Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
            """,
            exception.Message);
    }

    [Fact]
    public async Task Sends_a_message_after_a_delay_and_takes_it_back() => await InProcess(async () =>
    {
        Self.SendAfter(TimeSpan.FromSeconds(2), new Text("late"));
        var cancelled = Self.SendAfter(TimeSpan.FromSeconds(1), new Text("cancelled"));
        cancelled.Cancel();

        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("late", (await Self.ReceiveAsync<Text>()).Value);
    });

    [Fact]
    public async Task Carries_nothing_ambient_from_one_process_to_another()
    {
        var ambient = new AsyncLocal<string?>();

        await InProcess(async () =>
        {
            ambient.Value = "mine";
            var me = Self.Pid;
            Self.Spawn(() =>
            {
                me.Send(new Text(ambient.Value ?? "nothing"));
                return Task.CompletedTask;
            });

            Assert.Equal("nothing", (await Self.ReceiveAsync<Text>()).Value);
        });
    }
}
