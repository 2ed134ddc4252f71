namespace Trestle;

/// <summary>A value for each reader of its own where one record could change another's: bytes, PostgreSQL's arrays.</summary>
static class KeptValue
{
    /// <summary>False for what can be read once, as a stream.</summary>
    public static bool TryCopy(object? value, out object? copy)
    {
        (copy, var isKnown) = value switch
        {
            null or ValueType or string or DBNull => (value, true),
            Array array => (array.Clone(), true),
            _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(List<>) =>
                (Activator.CreateInstance(type, value), true),
            _ => (null, false),
        };

        return isKnown;
    }
}
