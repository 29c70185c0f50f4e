using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Events;

/// <summary>The default event bus of each region.</summary>
internal interface IEventBus
{
    /// <summary>Tells that something happened: the rules that match have their functions called.</summary>
    /// <param name="source">For example <c>aws.secretsmanager</c>.</param>
    Task PublishAsync(string region, string source, string detailType, JsonObject detail, CancellationToken cancellationToken);
}
