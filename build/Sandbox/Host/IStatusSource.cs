using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Host;

/// <summary>A room's part of <c>/_sandbox/status</c> and of the page. Register it as a singleton of this interface.</summary>
public interface IStatusSource
{
    /// <summary>The key in the status document: <c>ecs</c>, <c>elb</c>, <c>codedeploy</c>, <c>rds</c>, <c>elasticache</c>, <c>ecr</c>, <c>scaling</c>, <c>backup</c>, <c>lambda</c>, <c>secretsmanager</c>.</summary>
    string Name { get; }

    /// <summary>
    /// What there is now, without secrets: an object with one array a kind of thing, each element with its <c>region</c>, a
    /// <c>name</c>, a <c>status</c> and what else is worth a look, for example <c>{"targetGroups":[{"region":…,"name":…,"weight":100}]}</c>.
    /// </summary>
    JsonNode Describe();
}
