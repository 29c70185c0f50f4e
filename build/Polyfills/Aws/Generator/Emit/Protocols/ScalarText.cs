using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>Single values as text: in paths, query strings, headers, forms and XML.</summary>
internal static class ScalarText
{
    /// <summary>The expression that turns a value into text.</summary>
    /// <param name="defaultTimestamp">The timestamp format of the place when the model names none.</param>
    public static string Write(string value, Member member, string defaultTimestamp) => member.Shape.Kind switch
    {
        ShapeKind.Timestamp => WriteTimestamp(value, member.TimestampFormat ?? defaultTimestamp),
        ShapeKind.Boolean => $"StringUtils.FromBool({value})",
        ShapeKind.Integer => $"StringUtils.FromInt({value})",
        ShapeKind.Long => $"StringUtils.FromLong({value})",
        ShapeKind.Double => $"StringUtils.FromDouble({value})",
        ShapeKind.Float => $"StringUtils.FromFloat({value})",
        ShapeKind.Blob => $"StringUtils.FromMemoryStream({value})",
        _ => $"StringUtils.FromString({value})",
    };

    /// <summary>The expression that turns text into a value.</summary>
    public static string Read(string text, Member member) => member.Shape.Kind switch
    {
        ShapeKind.Timestamp => $"AwsText.Time({text})",
        ShapeKind.Boolean => $"AwsText.Bool({text})",
        ShapeKind.Integer => $"AwsText.Int({text})",
        ShapeKind.Long => $"AwsText.Long({text})",
        ShapeKind.Double => $"AwsText.Double({text})",
        ShapeKind.Float => $"(float)AwsText.Double({text})",
        ShapeKind.Blob => $"new MemoryStream(Convert.FromBase64String({text}))",
        _ => text,
    };

    private static string WriteTimestamp(string value, string format) => format switch
    {
        "unixTimestamp" => $"StringUtils.FromDateTimeToUnixTimestamp({value})",
        "rfc822" => $"StringUtils.FromDateTimeToRFC822({value})",
        _ => $"StringUtils.FromDateTimeToISO8601WithOptionalMs({value})",
    };
}
