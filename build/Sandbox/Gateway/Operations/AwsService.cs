using System.Diagnostics.CodeAnalysis;

namespace Notejam.Sandbox.Gateway.Operations;

/// <summary>
/// A service that the sandbox serves itself: all its operations, by name. One that is not among them is answered 501 with its
/// name; nothing falls through to the emulator, which knows other resources.
/// </summary>
public sealed class AwsService
{
    private readonly Dictionary<string, Operation> _byName;
    private readonly IReadOnlyList<Operation> _routed;

    /// <summary>Composes a service.</summary>
    /// <param name="signingName">Its name in the credential scope: <c>elasticloadbalancing</c>.</param>
    /// <param name="protocol">The protocol of its API.</param>
    /// <param name="groups">Its operations.</param>
    /// <exception cref="ArgumentException">Two operations have one name.</exception>
    public AwsService(string signingName, AwsProtocol protocol, IEnumerable<IOperations> groups)
    {
        SigningName = signingName;
        Protocol = protocol;
        Operations = [.. groups.SelectMany(group => group.Operations)];
        _byName = Operations.ToDictionary(operation => operation.Name);
        _routed = [.. Operations.Where(operation => operation.Route is not null)];
    }

    /// <summary>Its name in the credential scope.</summary>
    public string SigningName { get; }

    /// <summary>The protocol of its API.</summary>
    public AwsProtocol Protocol { get; }

    /// <summary>All its operations.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>A request with the name of its operation and the parameters of its path, in this service's protocol.</summary>
    public AwsRequest Resolve(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Protocol != AwsProtocol.Rest) return request;
        foreach (var operation in _routed)
        {
            if (operation.Route!.Match(request) is { } path)
                return request with { Protocol = Protocol, Operation = operation.Name, Path = path, QueryString = RouteTemplate.QueryStringOf(request) };
        }

        return request with { Protocol = Protocol };
    }

    /// <summary>Whether an operation is served here, and not by the emulator.</summary>
    public bool IsNative(string operation) => _byName.TryGetValue(operation, out var found) && !found.IsForwarded;

    /// <summary>Answers a request.</summary>
    /// <exception cref="AwsException">An error to answer with; 501 for an operation that is not served.</exception>
    [SuppressMessage("Design", "CA1062:Validate arguments of public methods", Justification = "Resolve checks it.")]
    public Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var resolved = Resolve(request);
        return _byName.TryGetValue(resolved.Operation, out var operation)
            ? operation.Handler(resolved, cancellationToken)
            : throw AwsException.NotServed($"{SigningName}:{resolved.Operation} is not implemented");
    }
}
