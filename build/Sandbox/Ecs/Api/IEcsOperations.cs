using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>The operations on one kind of thing.</summary>
internal interface IEcsOperations
{
    /// <summary>The operations by name; each answers with a JSON document.</summary>
    IEnumerable<(string Name, Func<AwsRequest, JsonObject> Handler)> All { get; }
}
