using System.Collections;

namespace Trestle;

/// <summary>What is wrong with a record, field by field, as of its last validation.</summary>
public sealed class Errors : IReadOnlyCollection<FieldError>
{
    readonly List<FieldError> all = [];
    readonly Type? record;

    public Errors()
    {
    }

    internal Errors(Type record) => this.record = record;

    public bool Any => all.Count > 0;

    public int Count => all.Count;

    /// <summary>The messages of one field; the name's case does not matter, so that form fields find theirs.</summary>
    public IReadOnlyList<string> this[string field] =>
        [.. all.Where(e => e.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Select(e => e.Message)];

    /// <summary>Whole sentences to show above a form: "Title can't be blank".</summary>
    public IReadOnlyList<string> FullMessages => [.. all.Select(e => e.FullMessage)];

    public void Add(string field, string message) => Add(field, message, FieldError.Custom);

    /// <summary>Adds a message with its kind and values for programs: <c>errors.Add("Price", "is too low", "too_low", ("minimum", 3))</c>.</summary>
    public void Add(string field, string message, string kind, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Add(field, new RuleFault(kind, message, [.. values]) { IsFixed = true });

    /// <summary>Adds a message about the record as a whole.</summary>
    public void Add(string message) => Add("", message);

    internal void Add(string field, RuleFault fault) => Add(Worded(field, fault));

    /// <summary>Adds an error of a record that belongs to this one, as it is worded there.</summary>
    internal void Pass(string field, FieldError error) =>
        Add(Worded(field, new RuleFault(error.Kind, error.Message, [.. error.Values.Select(value => (value.Key, value.Value))]) { IsFixed = true }));

    internal void Add(FieldError error)
    {
        if (!all.Contains(error))
            all.Add(error);
    }

    /// <summary>In the words of <see cref="DatabaseOptions.Wording"/>, if there are any.</summary>
    internal FieldError Worded(string field, RuleFault fault)
    {
        var error = new FieldError(field, fault.English)
        {
            Kind = fault.Kind,
            Values = fault.Values.ToDictionary(value => value.Name, value => value.Value),
        };

        if (record is null || UnitOfWork.Reachable?.Options.Wording is not { } wording)
            return error;

        if (!fault.IsFixed && wording.Message(record, error) is { } message)
            error = error with { Message = message };

        return field.Length == 0 ? error : error with
        {
            Sentence = wording.Sentence(wording.Name(record, field) ?? FieldError.Label(field), error.Message),
        };
    }

    public void Clear() => all.Clear();

    /// <summary>Takes back what was said about the fields that match.</summary>
    public void Remove(Predicate<string> field) => all.RemoveAll(error => field(error.Field));

    public IEnumerator<FieldError> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
