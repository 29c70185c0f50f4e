using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Gateway;

/// <summary>Every service that answers here: the native ones by their signing names, and the emulator for all others.</summary>
/// <param name="services">The native ones.</param>
/// <param name="emulator">Who answers for the others.</param>
/// <param name="changes">Told of every request that may change a service.</param>
public sealed class AwsServices(IEnumerable<AwsService> services, IEmulator emulator, ServiceChanges changes)
{
    private readonly Dictionary<string, AwsService> _services = services.ToDictionary(service => service.SigningName);

    /// <summary>The native ones.</summary>
    public IReadOnlyCollection<AwsService> Native => _services.Values;

    /// <summary>A request with the name of its operation, where only its path says it.</summary>
    public AwsRequest Resolve(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Who asks for a role with a token signs nothing, so that no scope names the service.
        if (request is { Service: "", Operation: "AssumeRoleWithWebIdentity" }) request = request with { Service = "sts" };
        return _services.TryGetValue(request.Service, out var service) ? service.Resolve(request) : EmulatedRoutes.Resolve(request);
    }

    /// <summary>Whether the sandbox itself answers a request, and not the emulator.</summary>
    public bool IsNative(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _services.TryGetValue(request.Service, out var service) && service.IsNative(request.Operation);
    }

    /// <summary>Answers a request.</summary>
    /// <exception cref="AwsException">An error to answer with.</exception>
    public async Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isChange = AnswerCache.Changes(request);
        // Before as well: what is read while the change is under way belongs to neither side.
        if (isChange) changes.Note(request.Service);
        try
        {
            return _services.TryGetValue(request.Service, out var service)
                ? await service.AnswerAsync(request, cancellationToken)
                : await emulator.AnswerAsync(request, cancellationToken);
        }
        finally
        {
            if (isChange) changes.Note(request.Service);
        }
    }
}
