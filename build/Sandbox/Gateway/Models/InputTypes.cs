using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>
/// Whether the values of a request have the types of the service's model. Messages are those of AWS's own readers:
/// <c>STRING_VALUE can not be converted to an Integer</c> (aws/aws-cdk#27087), <c>Start of list found where not expected</c>.
/// </summary>
internal static class InputTypes
{
    /// <summary>The first value of another type; null when all have the right one. Absent values have none.</summary>
    /// <param name="tree">The input.</param>
    /// <param name="model">The service's model.</param>
    /// <param name="shape">The input's shape.</param>
    /// <param name="areTexts">Whether numbers and truth values are written as texts: in forms, paths and query strings.</param>
    public static InputProblem? FirstProblem(JsonNode? tree, ServiceModel model, Shape shape, bool areTexts) => Check(tree, model, shape, areTexts, "");

    private static InputProblem? Check(JsonNode? node, ServiceModel model, Shape shape, bool areTexts, string path)
    {
        if (node is null) return null;
        return shape.Type switch
        {
            "structure" => node is JsonObject structure ? Members(structure, model, shape, areTexts, path) : Misplaced(node, path),
            "list" => node is JsonArray list ? Elements(list, model, shape, areTexts, path) : Misplaced(node, path),
            "map" => node is JsonObject map ? Entries(map, model, shape, areTexts, path) : Misplaced(node, path),
            _ when node is not JsonValue => Misplaced(node, path),
            _ => Scalar((JsonValue)node, shape.Type, areTexts, path),
        };
    }

    private static InputProblem? Members(JsonObject structure, ServiceModel model, Shape shape, bool areTexts, string path)
    {
        foreach (var (name, member) in shape.Members)
        {
            var key = RequestInput.NameOf(name, member, model);
            if (structure.TryGetPropertyValue(key, out var value)
                && Check(value, model, model.Shape(member), areTexts || member.Location is not null, InputPath.Member(path, name)) is { } problem)
                return problem;
        }

        return null;
    }

    private static InputProblem? Elements(JsonArray list, ServiceModel model, Shape shape, bool areTexts, string path)
    {
        for (var index = 0; index < list.Count; index++)
            if (Check(list[index], model, model.Shape(shape.Element!), areTexts, InputPath.Element(path, index)) is { } problem)
                return problem;
        return null;
    }

    private static InputProblem? Entries(JsonObject map, ServiceModel model, Shape shape, bool areTexts, string path)
    {
        foreach (var (key, value) in map)
            if (Check(value, model, model.Shape(shape.Element!), areTexts, InputPath.Entry(path, key)) is { } problem)
                return problem;
        return null;
    }

    private static InputProblem? Scalar(JsonValue value, string type, bool areTexts, string path)
    {
        var kind = value.GetValueKind();
        var isRight = type switch
        {
            "string" => kind == JsonValueKind.String,
            "blob" => kind == JsonValueKind.String && IsBase64(value.GetValue<string>()),
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False || (areTexts && IsTruth(value)),
            "integer" => IsWhole(value, kind, areTexts, int.MinValue, int.MaxValue),
            "long" => IsWhole(value, kind, areTexts, long.MinValue, long.MaxValue),
            "float" or "double" or "bigdecimal" => Number(value, kind, areTexts) is not null,
            "timestamp" => kind == JsonValueKind.Number || (kind == JsonValueKind.String && IsMoment(value.GetValue<string>())),
            _ => true,
        };
        if (isRight) return null;
        var article = type is "integer" ? "an" : "a";
        var text = areTexts
            ? $"{char.ToUpperInvariant(type[0])}{type[1..]} expected at {path}: {value}"
            : $"{Token(kind)} can not be converted to {article} {char.ToUpperInvariant(type[0])}{type[1..]}";
        return new InputProblem(ProblemKind.Type, path, value.ToString(), text);
    }

    private static InputProblem Misplaced(JsonNode node, string path) => new(ProblemKind.Type, path, null, node switch
    {
        JsonArray => "Start of list found where not expected",
        JsonObject => "Start of structure or map found where not expected.",
        _ => "Unexpected field type",
    });

    private static string Token(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "STRING_VALUE",
        JsonValueKind.Number => "NUMBER_VALUE",
        JsonValueKind.True => "TRUE_VALUE",
        _ => "FALSE_VALUE",
    };

    private static double? Number(JsonValue value, JsonValueKind kind, bool areTexts)
    {
        if (kind != JsonValueKind.Number && !(areTexts && kind == JsonValueKind.String)) return null;
        return double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static bool IsWhole(JsonValue value, JsonValueKind kind, bool areTexts, long least, long greatest) =>
        Number(value, kind, areTexts) is { } number && Math.Floor(number) == number && number >= least && number <= greatest;

    private static bool IsTruth(JsonValue value) => value.ToString() is var text
        && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase));

    private static bool IsMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
