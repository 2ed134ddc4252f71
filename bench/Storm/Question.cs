namespace Trestle.Bench.Storms;

/// <summary>A call of which is noted how it ended: answered, timed out, failed, or unwound with its caller.</summary>
static class Question
{
    static long last;

    public static async Task AskAsync(Ledger ledger, Sailor mate, Random random)
    {
        var number = Interlocked.Increment(ref last);
        ICall<long> ask = random.Next(4) == 0
            ? new Sailor.AskSlowly(number, TimeSpan.FromMilliseconds(random.Next(1, 20)))
            : new Sailor.Ask(number);

        var end = ledger.Unwound;
        ledger.Calls.Add();
        ledger.OpenCalls.Add();

        try
        {
            var answer = await mate.ToRef().CallAsync(ask, TimeSpan.FromMilliseconds(random.Next(1, 200)));
            end = ledger.Answered;

            if (answer != -number)
                ledger.Fault($"question {number} got the answer to {-answer}");
        }
        catch (CallTimeoutException)
        {
            end = ledger.TimedOut;
        }
        catch (ProcessDownException)
        {
            end = ledger.Failed;
        }
        finally
        {
            end.Add();
            ledger.OpenCalls.Add(-1);
        }
    }
}
