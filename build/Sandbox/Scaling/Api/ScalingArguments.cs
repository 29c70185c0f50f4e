using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Reads what the operations have in common.</summary>
internal static partial class ScalingArguments
{
    public const string Namespace = "ecs";
    public const string Dimension = "ecs:service:DesiredCount";
    private const string Invalid = "ValidationException";
    private const int PageSize = 50;

    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this JsonObject input, string name) => input.Required(name, Invalid);

    /// <summary>The resource that a request is about: a service of ECS.</summary>
    public static string ResourceId(AwsRequest request)
    {
        DemandNamespace(request);
        var id = request.Json.Required("ResourceId");
        return request.Json.Required("ScalableDimension") == Dimension && ServiceId().IsMatch(id)
            ? id
            : throw ScalingErrors.Invalid("Unsupported service namespace, resource type or scalable dimension");
    }

    /// <summary>Refuses what the sandbox does not scale.</summary>
    public static void DemandNamespace(AwsRequest request)
    {
        var name = request.Json.Required("ServiceNamespace");
        if (name != Namespace)
            throw AwsException.NotServed($"application-autoscaling of {name} is not implemented, of {Namespace} only");
    }

    /// <summary>The registered target that a request is about.</summary>
    public static ScalableTarget Target(this ScalingRegion state, string resourceId) =>
        state.Targets.GetValueOrDefault(resourceId) ?? throw ScalingErrors.NotRegistered(resourceId);

    /// <summary>A page of a list.</summary>
    public static JsonObject Page(AwsRequest request, string key, IEnumerable<JsonObject> all)
    {
        var (page, next) = Paging.Cut([.. all], request.Json.Text("NextToken"), request.Json.Number("MaxResults"), PageSize, "InvalidNextTokenException");
        var answer = new JsonObject { [key] = JsonReading.Array(page) };
        if (next is not null) answer["NextToken"] = next;
        return answer;
    }

    /// <summary>The three names that every answer repeats.</summary>
    public static JsonObject Named(string resourceId) => new()
    {
        ["ServiceNamespace"] = Namespace,
        ["ResourceId"] = resourceId,
        ["ScalableDimension"] = Dimension,
    };

    [GeneratedRegex("^service/[^/]+/[^/]+$")]
    private static partial Regex ServiceId();
}
