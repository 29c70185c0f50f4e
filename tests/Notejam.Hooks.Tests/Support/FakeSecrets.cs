using System.Text.Json.Nodes;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Hooks.Tests.Support;

/// <summary>Secrets with versions and stages, as Secrets Manager keeps them.</summary>
internal sealed class FakeSecrets
{
    private readonly Dictionary<string, FakeSecret> _secrets = [];

    public FakeSecrets(FakeAws aws) => aws
        .On("DescribeSecret", input => Of(input).Describe())
        .On("GetSecretValue", input => Of(input).Get((string?)input["VersionId"], (string?)input["VersionStage"] ?? "AWSCURRENT"))
        .On("PutSecretValue", input => Of(input).Put((string)input["ClientRequestToken"]!, (string)input["SecretString"]!, [.. input["VersionStages"]!.AsArray().Select(stage => (string)stage!)]))
        .On("UpdateSecretVersionStage", input => Of(input).Move((string)input["VersionStage"]!, (string)input["MoveToVersionId"]!, (string?)input["RemoveFromVersionId"]));

    public FakeSecret this[string id] => _secrets.TryGetValue(id, out var secret) ? secret : _secrets[id] = new FakeSecret(id);

    private FakeSecret Of(JsonNode input) => this[(string)input["SecretId"]!];
}

/// <summary>One secret.</summary>
internal sealed class FakeSecret(string id)
{
    private readonly Dictionary<string, string> _values = [];

    public bool IsRotated { get; set; } = true;

    public DateTimeOffset? RotatedAt { get; set; }

    /// <summary>The stages of each version.</summary>
    public Dictionary<string, HashSet<string>> Stages { get; } = [];

    /// <summary>The value at a stage; null when there is none.</summary>
    public string? At(string stage) => Stages.FirstOrDefault(version => version.Value.Contains(stage)).Key is { } version ? _values.GetValueOrDefault(version) : null;

    /// <summary>Sets a value, as a test's beginning.</summary>
    public FakeSecret With(string version, string? value, params string[] stages)
    {
        if (value is not null) _values[version] = value;
        Stages[version] = [.. stages];
        return this;
    }

    public JsonObject Describe() => new()
    {
        ["ARN"] = id, ["Name"] = id, ["RotationEnabled"] = IsRotated, ["LastRotatedDate"] = RotatedAt?.ToUnixTimeSeconds(), ["LastChangedDate"] = 0,
        ["VersionIdsToStages"] = new JsonObject(Stages.Select(version => KeyValuePair.Create(version.Key, (JsonNode?)new JsonArray([.. version.Value.Select(stage => JsonValue.Create(stage))])))),
    };

    public JsonObject Get(string? version, string stage)
    {
        version ??= Stages.FirstOrDefault(item => item.Value.Contains(stage)).Key;
        return version is not null && Stages[version].Contains(stage) && _values.TryGetValue(version, out var value)
            ? new JsonObject { ["SecretString"] = value }
            : throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret value.");
    }

    public JsonObject Put(string version, string value, IReadOnlyList<string> stages)
    {
        With(version, value, [.. Stages.GetValueOrDefault(version, []), .. stages]);
        return [];
    }

    public JsonObject Move(string stage, string to, string? from)
    {
        if (from is not null && Stages[from].Remove(stage) && stage == "AWSCURRENT")
        {
            foreach (var stages in Stages.Values) stages.Remove("AWSPREVIOUS");
            Stages[from].Add("AWSPREVIOUS");
        }

        Stages[to].Add(stage);
        return [];
    }
}
