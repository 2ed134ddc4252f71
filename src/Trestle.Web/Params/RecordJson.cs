using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trestle;

/// <summary>
/// Writes a record as its stored values, without related records and without what <see cref="DatabaseOptions.FilteredAttributes"/> and the
/// attributes of secrets keep to themselves. Whoever wants more, or less, answers an object of their own.
/// </summary>
sealed class RecordJson : JsonConverter<Record>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(Record));

    public override Record Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException(
        $"""
        {typeToConvert.Name} is a record, and JSON from outside must not set all of one.

        Take a params record with what may be set, and assign it: new {typeToConvert.Name}().Assign(input).
        """);

    public override void Write(Utf8JsonWriter writer, Record value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();

        foreach (var (name, stored) in value.OpenValues())
        {
            writer.WritePropertyName(options.PropertyNamingPolicy?.ConvertName(name) ?? name);
            JsonSerializer.Serialize(writer, stored, stored?.GetType() ?? typeof(object), options);
        }

        writer.WriteEndObject();
    }
}
