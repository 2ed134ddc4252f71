using CsCheck;

namespace Trestle.Processes.Tests;

/// <summary>A <see cref="Ref{TServer}"/> by name against a dictionary from keys to servers.</summary>
public class ViaNameModelTests
{
    enum Step
    {
        Register,
        Unregister,
        Kill,
        Call,
        Cast,
    }

    sealed class Named(int number) : GenServer
    {
        public record Who : ICall<(int Number, int Casts)>;

        public record Count : ICast;

        int casts;

        (int Number, int Casts) Handle(Who _) => (number, casts);

        void Handle(Count _) => casts++;
    }

    static readonly Gen<(Step Step, int Key, int Server)[]> Steps =
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 60];

    [Fact]
    public void A_name_reaches_whoever_has_it_and_nobody_else() => Gen.Select(Steps, Gen.Int[1, 1_000_000]).Sample(
        (steps, seed) =>
        {
            using var node = TestNode.Seeded(seed);
            var registry = new Registry();
            var driver = TestProcess.Start(node, "driver");
            var servers = new Ref<Named>[4];
            var numbers = new int[4];
            var model = new Dictionary<int, int>(); // from key to place
            var casts = new int[4];
            var made = 0;

            for (var place = 0; place < servers.Length; place++)
                Start(place);

            foreach (var (step, key, place) in steps)
            {
                var name = new Ref<Named>(registry, key);

                switch (step)
                {
                    case Step.Register:
                        Assert.Equal(model.TryAdd(key, place), registry.TryRegister(key, servers[place].Pid));
                        break;
                    case Step.Unregister:
                        registry.Unregister(key);
                        model.Remove(key);
                        break;
                    case Step.Kill:
                        servers[place].Pid.Exit(ExitReason.Killed);

                        foreach (var owned in model.Where(entry => entry.Value == place).Select(entry => entry.Key).ToArray())
                            model.Remove(owned);

                        Start(place);
                        break;
                    case Step.Cast:
                        name.Cast(new Named.Count());

                        if (model.TryGetValue(key, out var counting))
                            casts[counting]++;

                        break;
                    case Step.Call when model.TryGetValue(key, out var holder):
                        Assert.Equal((numbers[holder], casts[holder]), Answer(name));
                        break;
                    case Step.Call:
                        Assert.Equal(
                            $"{key} did not answer Who: no process.",
                            Assert.Throws<ProcessDownException>(() => Answer(name)).Message);
                        break;
                }

                // Two addresses of one server are equal, by whatever name.
                Assert.Equal(model.TryGetValue(key, out var owner) ? servers[owner] : default, name);
            }

            return true;

            (int, int) Answer(Ref<Named> name) => driver.CallAsync(name, new Named.Who()).GetAwaiter().GetResult();

            void Start(int place)
            {
                (numbers[place], casts[place]) = (made, 0);
                servers[place] = node.Node.Spawn(new Named(made++));
                node.RunUntilIdle();
            }
        },
        iter: 300,
        threads: 1);
}
