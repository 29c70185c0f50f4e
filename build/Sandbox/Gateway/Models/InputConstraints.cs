using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Whether the values of a request are within the limits of the service's model: presence, length, range, pattern, enumeration.</summary>
internal static class InputConstraints
{
    /// <summary>Everything that breaks a limit, in the model's order.</summary>
    public static IReadOnlyList<InputProblem> Problems(JsonObject tree, ServiceModel model, Shape shape)
    {
        var problems = new List<InputProblem>();
        Structure(tree, model, shape, "", problems);
        return problems;
    }

    private static void Structure(JsonObject structure, ServiceModel model, Shape shape, string path, List<InputProblem> problems)
    {
        foreach (var (name, member) in shape.Members)
        {
            // Headers and bodies that are one value are not part of the tree.
            if (member.Location is "header" or "headers" || shape.Payload == name) continue;
            var at = InputPath.Member(path, name);
            var value = structure[RequestInput.NameOf(name, member, model)];
            if (value is not null) Value(value, model, model.Shape(member), at, problems);
            else if (shape.Required.Contains(name)) problems.Add(new InputProblem(ProblemKind.Constraint, at, null, "not be null"));
        }
    }

    private static void Value(JsonNode value, ServiceModel model, Shape shape, string path, List<InputProblem> problems)
    {
        problems.AddRange(Broken(value, shape).Select(rule => new InputProblem(ProblemKind.Constraint, path, Shown(value), rule, shape.IsSensitive)));
        switch (value)
        {
            case JsonObject structure when shape.Type == "structure":
                Structure(structure, model, shape, path, problems);
                break;
            case JsonArray list when model.Shape(shape.Element!) is { } element:
                if (element.IsStructured)
                    for (var index = 0; index < list.Count; index++)
                    {
                        if (list[index] is { } item) Value(item, model, element, InputPath.Element(path, index), problems);
                    }
                else if (list.Any(item => item is null || Broken(item, element).Any()))
                    problems.Add(new InputProblem(ProblemKind.Constraint, path, Shown(list), $"satisfy constraint: [{string.Join(", ", Rules(element))}]", shape.IsSensitive || element.IsSensitive));
                break;
            case JsonObject map when shape.Type == "map" && model.Shape(shape.Element!) is { } element:
                if (element.IsStructured)
                    foreach (var (key, item) in map)
                    {
                        if (item is not null) Value(item, model, element, InputPath.Entry(path, key), problems);
                    }
                else if (map.Any(entry => entry.Value is null || Broken(entry.Value, element).Any() || Broken(JsonValue.Create(entry.Key), model.Shape(shape.Key!)).Any()))
                    problems.Add(new InputProblem(ProblemKind.Constraint, path, Shown(map), $"satisfy constraint: [{string.Join(", ", Rules(element))}]", shape.IsSensitive));
                break;
        }
    }

    // A rule that a value breaks.
    private static IEnumerable<string> Broken(JsonNode value, Shape shape)
    {
        var text = shape.Type == "string" && value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : null;
        if (text is not null && shape.Pattern is { } pattern && !pattern.Matches(text)) yield return PatternRule(pattern);
        if (text is not null && shape.Values.Count > 0 && !shape.Values.Contains(text)) yield return EnumRule(shape);

        var measure = value switch
        {
            JsonArray list => list.Count,
            JsonObject map when shape.Type == "map" => map.Count,
            JsonValue when text is not null => text.Length,
            JsonValue blob when shape.Type == "blob" => blob.ToString().TrimEnd('=').Length * 3 / 4,
            JsonValue number when shape.Type is "integer" or "long" or "float" or "double" => double.Parse(number.ToString(), CultureInfo.InvariantCulture),
            _ => (double?)null,
        };
        if (measure < shape.Min) yield return LeastRule(shape);
        if (measure > shape.Max) yield return GreatestRule(shape);
    }

    // All rules of elements, which AWS lists together.
    private static IEnumerable<string> Rules(Shape shape)
    {
        if (shape.Max is not null) yield return "Member must " + GreatestRule(shape);
        if (shape.Min is not null) yield return "Member must " + LeastRule(shape);
        if (shape.Pattern is { } pattern) yield return "Member must " + PatternRule(pattern);
        if (shape.Values.Count > 0) yield return "Member must " + EnumRule(shape);
        yield return "Member must not be null";
    }

    private static string PatternRule(ValuePattern pattern) => $"satisfy regular expression pattern: {pattern.Text}";

    private static string EnumRule(Shape shape) => $"satisfy enum value set: [{string.Join(", ", shape.Values)}]";

    private static string LeastRule(Shape shape) => $"have {Measure(shape)} greater than or equal to {Number(shape.Min!.Value)}";

    private static string GreatestRule(Shape shape) => $"have {Measure(shape)} less than or equal to {Number(shape.Max!.Value)}";

    private static string Measure(Shape shape) => shape.Type is "integer" or "long" or "float" or "double" ? "value" : "length";

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Shown(JsonNode value) => value switch
    {
        JsonArray list => $"[{string.Join(", ", list.Select(item => item is null ? "null" : Shown(item)))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(entry => $"{entry.Key}={(entry.Value is null ? "null" : Shown(entry.Value))}"))}}}",
        _ => value.ToString(),
    };
}
