using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Trestle;

/// <summary>Times are stored in universal time: as text SQLite cannot sort offsets, and PostgreSQL keeps none.</summary>
static class UniversalTime
{
    public static void Configure<TMoment>(ModelConfigurationBuilder conventions) where TMoment : ValueConverter
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<TMoment>();
        conventions.Properties<DateTime>().HaveConversion<Plain>();
    }

    static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    internal sealed class AsDateTime() : ValueConverter<DateTimeOffset, DateTime>(
        time => time.UtcDateTime, stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

    internal sealed class AsMoment() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        time => time.ToUniversalTime(), stored => stored);

    internal sealed class Plain() : ValueConverter<DateTime, DateTime>(time => Utc(time), stored => Utc(stored));
}
