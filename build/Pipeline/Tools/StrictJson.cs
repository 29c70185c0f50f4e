using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// JSON that others may have written or damaged: a name that appears twice, a null where the record has none, in a list or
/// dictionary neither, and a part that is missing are errors here, at the edge, and not somewhere in the middle of a stage.
/// </summary>
public static partial class StrictJson
{
    private static readonly JsonDocumentOptions Document = new() { AllowDuplicateProperties = false };

    /// <summary>How all records are read and written: camelCase, enums by name, indented for people.</summary>
    public static JsonSerializerOptions Records { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new NamedEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatCannotBeNull } },
    };

    /// <summary>Parses a text. Unlike <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)" /> it refuses a name that appears twice at once.</summary>
    /// <exception cref="JsonException">It is no JSON, or a name appears twice.</exception>
    public static JsonNode? Parse(string text)
    {
        RequireText(text, default);
        return JsonNode.Parse(text, documentOptions: Document);
    }

    /// <summary>
    /// Looks whether every text in a JSON is one: an escape can write half of a character, which is no text in any encoding.
    /// The library throws an InvalidOperationException wherever such a text is first looked at.
    /// </summary>
    /// <exception cref="JsonException">One is not, or it is no JSON.</exception>
    public static void RequireText(string text, JsonReaderOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        }
        catch (InvalidOperationException exception)
        {
            var before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
            throw new JsonException(@"a text holds half of a character (\ud800 to \udfff)", null, before.Count((byte)'\n'), before.Length - (before.LastIndexOf((byte)'\n') + 1), exception);
        }
    }

    /// <summary>Parses an object that a tool has printed or a file holds.</summary>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="PipelineException">It is no JSON object.</exception>
    public static JsonObject ParseObject(string text, string source)
    {
        try
        {
            return Parse(text) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (JsonException exception)
        {
            throw new PipelineException($"{source} is no JSON that can be read: {Describe(exception)}", null, exception);
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <param name="remedy">What to do when it cannot be read.</param>
    /// <exception cref="PipelineException">It is no such record.</exception>
    public static T Read<T>(string text, string source, string remedy)
    {
        try
        {
            RequireText(text, default);
            return JsonSerializer.Deserialize<T>(text, Records) ?? throw new JsonException("it is null");
        }
        // A record's constructor rejects nonsense with an ArgumentException.
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new PipelineException($"{source}: {(exception is JsonException json ? Describe(json) : exception.Message)}", remedy, exception);
        }
    }

    /// <summary>What is wrong with a text, and where: without the text itself, which may be secret and which the exception quotes.</summary>
    public static string Describe(JsonException exception) => Quoted().Replace(exception.Message, "what is there is ");

    [GeneratedRegex("^'.*' is ", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    // A missing part of a record would be null in spite of its type. Numbers keep their zero: records of older versions lack some.
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is { } parameter && (parameter.IsNullable || IsNumber(property.PropertyType)))) property.IsRequired = false;
        var required = type.Properties.Where(property => property is { Get: not null, AssociatedParameter: { IsNullable: false, HasDefaultValue: false } } && !IsNumber(property.PropertyType)).ToList();
        var holders = type.Properties.Where(property => property.Get is not null && HoldsNoNull(property)).ToList();
        if (required.Count + holders.Count == 0) return;
        type.OnDeserialized = record =>
        {
            if (required.Find(property => IsNothing(property.Get!(record))) is { } missing) throw new JsonException($"{missing.Name} is missing in {type.Type.Name}");
            if (holders.Find(property => HasNull(property.Get!(record))) is { } holder) throw new JsonException($"{holder.Name} has a null in it, in {type.Type.Name}");
        };
    }

    // The serializer looks at the annotations of members, not at those of what they hold.
    private static bool HoldsNoNull(JsonPropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.AttributeProvider is PropertyInfo member
        && new NullabilityInfoContext().Create(member).GenericTypeArguments[^1].ReadState == NullabilityState.NotNull;

    private static bool HasNull(object? holder) => holder switch
    {
        IDictionary dictionary => HasNull(dictionary.Values),
        IEnumerable values => values.Cast<object?>().Contains(null),
        _ => false,
    };

    // Of the value types only our own have no sense in their zero: a digest without a value.
    private static bool IsNumber(Type type) => type.IsValueType && (type.IsEnum || type.Assembly != typeof(StrictJson).Assembly);

    private static bool IsNothing(object? value) => value is null || (value is ValueType && value.Equals(Activator.CreateInstance(value.GetType())));
}
