namespace Million;

/// <summary>What is shown at the end: a fact a line.</summary>
sealed class Table
{
    readonly List<(string Name, string Value)> rows = [];

    public void Add(string name, string value) => rows.Add((name, value));

    public void Add(string name, long value) => Add(name, $"{value:N0}");

    public void Add(string name, int count, TimeSpan time) =>
        Add(name, $"{count:N0} in {time.TotalSeconds:0.00} s: {count / time.TotalSeconds:N0} a second");

    public override string ToString()
    {
        var width = rows.Max(row => row.Name.Length);

        return string.Join('\n', rows.Select(row => $"{row.Name.PadRight(width)}  {row.Value}"));
    }
}
