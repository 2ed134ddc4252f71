using System.IO.Hashing;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Trestle;

/// <summary>What a class of live views keeps at the browser: its fields with <see cref="CheckpointAttribute"/>.</summary>
sealed class Checkpoint
{
    /// <summary>The event that the client hears it by.</summary>
    public const string Event = "trestle:checkpoint";

    readonly (string Name, Type Type, Func<object, object?> Get, Action<object, object?> Set)[] fields;

    Checkpoint((string, Type, Func<object, object?>, Action<object, object?>)[] fields) => this.fields = fields;

    /// <summary>Null for a class that keeps nothing.</summary>
    public static Checkpoint? Of(Type view)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var found = new List<(string, Type, Func<object, object?>, Action<object, object?>)>();

        for (var type = view; type is not null && type != typeof(LiveView); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Declared).Where(field => field.IsDefined(typeof(CheckpointAttribute))))
                found.Add((field.Name, field.FieldType, field.GetValue, field.SetValue));

            foreach (var property in type.GetProperties(Declared).Where(property => property.IsDefined(typeof(CheckpointAttribute))))
                found.Add((property.Name, property.PropertyType, property.GetValue, property.SetValue));
        }

        return found.Count == 0 ? null : new([.. found]);
    }

    public byte[] Read(LiveView view) =>
        JsonSerializer.SerializeToUtf8Bytes(fields.ToDictionary(field => field.Name, field => field.Get(view)), JsonSerializerOptions.Web);

    /// <summary>Fills the fields; those of another build of the class that do not fit any more stay as they are.</summary>
    public void Restore(LiveView view, JsonElement values)
    {
        foreach (var field in fields)
        {
            if (!values.TryGetProperty(field.Name, out var value))
                continue;

            try
            {
                field.Set(view, value.Deserialize(field.Type, JsonSerializerOptions.Web));
            }
            catch (JsonException)
            {
                // Its type has changed since.
            }
        }
    }

    public static ulong HashOf(ReadOnlySpan<byte> values) => XxHash3.HashToUInt64(values) | 1;
}

/// <summary>The values of a view, as they travel.</summary>
sealed record CheckpointValues(string Page, string View, DateTimeOffset At, JsonElement Values);

/// <summary>Encrypts checkpoints for the browser and reads them back. One belongs to one page of one view.</summary>
sealed class CheckpointTokens(IDataProtectionProvider protection, TimeProvider time, TimeSpan maxAge)
{
    readonly IDataProtector protector = protection.CreateProtector("Trestle.LiveCheckpoint");

    public string Protect(string page, string view, byte[] values) => protector.Protect(JsonSerializer.Serialize(
        new CheckpointValues(page, view, time.GetUtcNow(), JsonElement.Parse(values)), CheckpointJson.Default.CheckpointValues));

    /// <summary>Null when it is forged, too old, or of another page or view.</summary>
    public JsonElement? Unprotect(string token, string page, string view)
    {
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(token), CheckpointJson.Default.CheckpointValues) is { } found
                && found.Page == page && found.View == view && time.GetUtcNow() - found.At <= maxAge
                    ? found.Values
                    : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(CheckpointValues))]
sealed partial class CheckpointJson : JsonSerializerContext;
