using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>What Docker says when it refuses.</summary>
internal static class DockerErrors
{
    /// <summary>The message in the answer's JSON, or what there is.</summary>
    public static string Words(this DockerApiException error)
    {
        try
        {
            return (string?)JsonNode.Parse(error.ResponseBody ?? "")?["message"] ?? error.Message;
        }
        catch (JsonException)
        {
            return error.ResponseBody ?? error.Message;
        }
    }
}
