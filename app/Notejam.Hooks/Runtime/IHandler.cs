using System.Text.Json.Nodes;

namespace Notejam.Hooks.Runtime;

/// <summary>What a function does when it is called.</summary>
internal interface IHandler
{
    /// <summary>Handles one call.</summary>
    /// <param name="cancellationToken">Cancelled shortly before Lambda ends the function.</param>
    /// <returns>The answer; null when there is nothing to say.</returns>
    Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken);
}
