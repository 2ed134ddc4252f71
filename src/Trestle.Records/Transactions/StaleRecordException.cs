namespace Trestle;

/// <summary>A record was not written because somebody else wrote it after it was loaded.</summary>
public sealed class StaleRecordException(Record record, Exception cause) : Exception(
    $"""
    {record} was written by somebody else after it was loaded here, so it was not written again.

    Load it anew and repeat the change, or show both:

        await record.ReloadAsync();
    """, cause)
{
    public Record Record { get; } = record;
}
