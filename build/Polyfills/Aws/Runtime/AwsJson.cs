using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Amazon.Runtime.Documents;
using Amazon.Util;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>What generated code needs to write and read JSON.</summary>
internal static class AwsJson
{
    public static byte[] Body(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return buffer.ToArray();
    }

    public static void List<T>(Utf8JsonWriter writer, List<T> items, Action<Utf8JsonWriter, T> put)
    {
        writer.WriteStartArray();
        foreach (var item in items) PutOrNull(writer, item, put);
        writer.WriteEndArray();
    }

    public static void Map<T>(Utf8JsonWriter writer, Dictionary<string, T> entries, Action<Utf8JsonWriter, T> put)
    {
        writer.WriteStartObject();
        foreach (var entry in entries)
        {
            writer.WritePropertyName(entry.Key);
            PutOrNull(writer, entry.Value, put);
        }

        writer.WriteEndObject();
    }

    /// <summary>Seconds since 1970, with milliseconds as fraction.</summary>
    public static void Epoch(Utf8JsonWriter writer, DateTime time) =>
        writer.WriteNumberValue(AWSSDKUtils.ConvertToUnixEpochSecondsDecimal(time));

    public static List<T>? List<T>(JsonElement element, Func<JsonElement, T> get)
    {
        if (element.ValueKind != JsonValueKind.Array) return null;
        var items = new List<T>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            items.Add(item.ValueKind == JsonValueKind.Null ? default! : get(item));
        return items;
    }

    public static Dictionary<string, T>? Map<T>(JsonElement element, Func<JsonElement, T> get) =>
        element.ValueKind != JsonValueKind.Object ? null : element.EnumerateObject()
            .Where(entry => entry.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(entry => entry.Name, entry => get(entry.Value));

    /// <summary>NaN and the infinities come as strings.</summary>
    public static double Double(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? AwsText.Double(element.GetString()!) : element.GetDouble();

    public static DateTime Time(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? AWSSDKUtils.ConvertFromUnixDecimalEpochSeconds(element.GetDecimal())
        : AwsText.Time(element.GetString()!);

    public static DateTime Millis(JsonElement element) => AWSSDKUtils.ConvertFromUnixEpochMilliseconds(element.GetInt64());

    public static Document Document(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Document(element.EnumerateObject().ToDictionary(p => p.Name, p => Document(p.Value))),
        JsonValueKind.Array => new Document(element.EnumerateArray().Select(Document).ToArray()),
        JsonValueKind.String => new Document(element.GetString()),
        JsonValueKind.True => new Document(true),
        JsonValueKind.False => new Document(false),
        JsonValueKind.Number when element.TryGetInt32(out var number) => new Document(number),
        JsonValueKind.Number when element.TryGetInt64(out var number) => new Document(number),
        JsonValueKind.Number => new Document(element.GetDouble()),
        _ => default,
    };

    private static void PutOrNull<T>(Utf8JsonWriter writer, T value, Action<Utf8JsonWriter, T> put)
    {
        if (value is null) writer.WriteNullValue();
        else put(writer, value);
    }
}
