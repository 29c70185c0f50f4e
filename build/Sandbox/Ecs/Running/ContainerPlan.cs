using System.Text.Json.Nodes;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>All that is needed to make a container of a task.</summary>
/// <param name="Container">The container definition.</param>
/// <param name="TaskBody">The task definition around it.</param>
/// <param name="Overrides">RunTask's overrides for this container; null for none.</param>
/// <param name="Secrets">Values of its secrets by variable.</param>
/// <param name="NetworkMode">Name of a Docker network, or <c>container:id</c> to share another container's address.</param>
/// <param name="CertificateBundle">Path of the roots on the host; null for none.</param>
internal sealed record ContainerPlan(
    string Region, EcsTask Task, JsonObject Container, JsonObject TaskBody, JsonObject? Overrides,
    IReadOnlyDictionary<string, string> Secrets, string NetworkMode, string? CertificateBundle)
{
    /// <summary>The container's name in the definition.</summary>
    public string Name => (string)Container["name"]!;

    /// <summary>The variables that the container gets; later sources win, as on AWS.</summary>
    public SortedDictionary<string, string> Environment()
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
            ["AWS_EXECUTION_ENV"] = "AWS_ECS_FARGATE",
        };
        if (CertificateBundle is not null) variables["SSL_CERT_FILE"] = Certificates.CertificateBundle.PathInContainer;
        Add(variables, Container["environment"]);
        foreach (var (name, value) in Secrets) variables[name] = value;
        Add(variables, Overrides?["environment"]);
        return variables;
    }

    /// <summary>The command: the override's, else the definition's, else (null) the image's.</summary>
    public IReadOnlyList<string>? Command => Strings(Overrides?["command"]) ?? Strings(Container["command"]);

    /// <summary>The entry point; null for the image's.</summary>
    public IReadOnlyList<string>? EntryPoint => Strings(Container["entryPoint"]);

    /// <summary>Seconds between SIGTERM and SIGKILL.</summary>
    public static int StopTimeout(JsonObject container) => (int?)container["stopTimeout"] ?? 30;

    private static void Add(SortedDictionary<string, string> variables, JsonNode? pairs)
    {
        foreach (var pair in pairs?.AsArray() ?? []) variables[(string)pair!["name"]!] = (string?)pair["value"] ?? "";
    }

    private static List<string>? Strings(JsonNode? node) =>
        node is JsonArray { Count: > 0 } array ? [.. array.Select(item => (string)item!)] : null;
}
