namespace Trestle;

/// <summary>A rule declared <c>Strict</c> is broken: no person's input, but a fault of the program. Nothing was written.</summary>
public sealed class StrictRuleException : Exception
{
    internal StrictRuleException(Record record, FieldError error, string value) : base(
        $"""
        {record} breaks a strict rule: {error.FullMessage}. Got {error.Field} = {value}.

        Correct the code that set it; or take Strict from the rule, if people may be told.
        """) => (Record, Error) = (record, error);

    public Record Record { get; }

    public FieldError Error { get; }
}
