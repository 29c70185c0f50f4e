using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>The operations on one kind of thing.</summary>
internal interface IScalingOperations
{
    /// <summary>The operations by name; each answers with a JSON document.</summary>
    IEnumerable<(string Name, Func<AwsRequest, JsonObject> Handler)> All { get; }
}
