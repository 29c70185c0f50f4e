using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Operations;

/// <summary>Answers a request of one operation.</summary>
/// <exception cref="AwsException">An error to answer with.</exception>
public delegate Task<AwsResponse> OperationHandler(AwsRequest request, CancellationToken cancellationToken);

/// <summary>An operation of a service's API: its name as in the service's model, and who answers it.</summary>
public sealed record Operation
{
    /// <summary>An operation of the JSON or query protocol.</summary>
    public Operation(string name, OperationHandler handler)
    {
        Name = name;
        Handler = handler;
    }

    /// <summary>An operation that waits for nothing.</summary>
    public Operation(string name, Func<AwsRequest, AwsResponse> handler)
        : this(name, (request, _) => Task.FromResult(handler(request)))
    {
    }

    /// <summary>An operation that waits for nothing and answers with a JSON document.</summary>
    public Operation(string name, Func<AwsRequest, JsonObject> handler)
        : this(name, (request, _) => Task.FromResult(AwsResponse.Json(handler(request))))
    {
    }

    /// <summary>An operation of a REST protocol.</summary>
    /// <param name="name">Its name in the service's model.</param>
    /// <param name="route">Its method and path with <c>{names}</c>: <c>GET /backup-vaults/{vault}</c>.</param>
    /// <param name="handler">Who answers it.</param>
    public Operation(string name, string route, OperationHandler handler)
        : this(name, handler) => Route = new RouteTemplate(route);

    /// <summary>An operation of a REST protocol that waits for nothing.</summary>
    public Operation(string name, string route, Func<AwsRequest, AwsResponse> handler)
        : this(name, handler) => Route = new RouteTemplate(route);

    /// <summary>Its name in the service's model: <c>StartBackupJob</c>.</summary>
    public string Name { get; }

    /// <summary>Where a REST protocol finds it; null for the other protocols.</summary>
    public RouteTemplate? Route { get; }

    /// <summary>Who answers it.</summary>
    public OperationHandler Handler { get; }

    /// <summary>Whether the emulator behind the gateway answers it.</summary>
    public bool IsForwarded { get; private init; }

    /// <summary>An operation of the JSON or query protocol that the emulator answers.</summary>
    public static Operation Forwarded(string name, IEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        return new Operation(name, emulator.AnswerAsync) { IsForwarded = true };
    }

    /// <summary>An operation of a REST protocol that the emulator answers.</summary>
    public static Operation Forwarded(string name, string route, IEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(emulator);
        return new Operation(name, route, emulator.AnswerAsync) { IsForwarded = true };
    }
}
