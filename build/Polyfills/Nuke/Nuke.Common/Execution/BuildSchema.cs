using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common.Utilities;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>
/// The JSON schema of a build's parameters, as NUKE writes it: the build's own beside a reference to those that all
/// builds have, and a definition for each closed set of values that several of them share.
/// </summary>
internal sealed class BuildSchema
{
    private const string SecretNote = "Secrets must be entered via 'nuke :secrets [profile]'";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",

        // For people to read: an apostrophe stays one.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly INukeBuild _build;
    private readonly JsonObject _definitions = [];

    private BuildSchema(INukeBuild build) => _build = build;

    public static string Write(INukeBuild build) => new BuildSchema(build).Create().ToJsonString(Format) + "\n";

    private JsonObject Create()
    {
        JsonObject common = [];
        JsonObject own = [];
        foreach (var member in ValueInjectionUtility.GetParameterMembers(_build.GetType(), includeUnlisted: true))
        {
            var properties = member.DeclaringType == typeof(NukeBuild) ? common : own;
            properties[ParameterService.GetParameterMemberName(member)] = Describe(member);
        }

        _definitions[nameof(NukeBuild)] = WithProperties(common);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = _definitions,
            ["allOf"] = new JsonArray(WithProperties(own), Reference(nameof(NukeBuild))),
        };
    }

    private static JsonObject WithProperties(JsonObject properties) =>
        properties.Count == 0 ? [] : new JsonObject { ["properties"] = properties };

    private JsonObject Describe(MemberInfo member)
    {
        var schema = Typed(member);
        var description = ParameterService.GetParameterDescription(member);
        if (description is not null)
            schema.Insert(schema.ContainsKey("type") ? 1 : 0, "description", description);

        // Whoever completes a secret reads why it has no place in the file.
        if (member.IsDefined(typeof(SecretAttribute)))
            schema.Insert(schema.IndexOf(description is null ? "type" : "description") + 1, "default", SecretNote);
        return schema;
    }

    private JsonObject Typed(MemberInfo member)
    {
        // An attribute of the build's own reads text in its own way.
        if (member.GetCustomAttribute<ParameterAttribute>().GetType() != typeof(ParameterAttribute))
            return new JsonObject { ["type"] = "string" };

        var type = member.GetMemberType();
        if (typeof(IEnumerable<ExecutableTarget>).IsAssignableFrom(type))
            return ArrayOf(Define(nameof(ExecutableTarget), TargetNames));
        if (type.IsArray)
            return ArrayOf(Typed(type.GetElementType(), member));
        if (Nullable.GetUnderlyingType(type) is not { } underlying)
            return Typed(type, member);

        var schema = Typed(underlying, member);
        if (schema["type"] is not { } only)
            return new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, schema) };
        string[] types = [(string)only, "null"];
        schema["type"] = new JsonArray([.. types.Order(StringComparer.Ordinal).Select(x => JsonValue.Create(x))]);
        return schema;
    }

    private JsonObject Typed(Type type, MemberInfo member)
    {
        if (type == typeof(Host))
            return Define(nameof(Host), Host.Names);
        if (type.IsEnum)
            return Define(type.Name, Enum.GetNames(type), description: string.Empty);

        var schema = Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => Named("boolean"),
            TypeCode.Int32 => Named("integer", "int32"),
            TypeCode.Int64 => Named("integer", "int64"),
            TypeCode.Single => Named("number", "float"),
            TypeCode.Double => Named("number", "double"),
            TypeCode.Decimal => Named("number", "decimal"),
            TypeCode.DateTime => Named("string", "date-time"),
            _ => Named("string"),
        };
        if (ParameterService.GetParameterValueSet(member, _build) is { } values)
            schema["enum"] = Strings(values);
        return schema;
    }

    private IEnumerable<string> TargetNames =>
        ExecutableTargetFactory.GetTargetProperties(_build.GetType())
            .Select(x => x.GetShortName())
            .Order(StringComparer.InvariantCulture);

    private JsonObject Define(string name, IEnumerable<string> values, string description = null)
    {
        if (!_definitions.ContainsKey(name))
        {
            var definition = Named("string");
            if (description is not null)
                definition["description"] = description;

            // An empty choice would allow nothing.
            var choice = Strings(values);
            if (choice.Count > 0)
                definition["enum"] = choice;
            _definitions[name] = definition;
        }

        return Reference(name);
    }

    private static JsonObject Named(string type, string format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(x => JsonValue.Create(x))];
}
