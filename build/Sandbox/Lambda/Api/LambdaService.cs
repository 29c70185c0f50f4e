using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Lambda's API. Nothing of it is left to the emulator, which would run functions in images of its own.</summary>
internal sealed class LambdaService(IEnumerable<ILambdaOperations> operations) : IAwsService
{
    private readonly IReadOnlyList<RestRoute> _routes = [.. operations.SelectMany(group => group.Routes)];

    /// <inheritdoc />
    public string SigningName => "lambda";

    /// <inheritdoc />
    public async Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        foreach (var route in _routes)
            if (route.Match(request) is { } call) return await route.Handler(call, cancellationToken);
        throw AwsException.NotServed($"lambda:{request.Operation} is not implemented");
    }
}
