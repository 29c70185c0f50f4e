using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>AWS Backup's API. Nothing of it is left to the emulator, which would know other vaults.</summary>
internal sealed class BackupService(IEnumerable<IBackupOperations> operations) : IAwsService
{
    private readonly IReadOnlyList<RestRoute> _routes = [.. operations.SelectMany(group => group.Routes)];

    /// <inheritdoc />
    public string SigningName => "backup";

    /// <inheritdoc />
    public async Task<AwsResponse?> HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        foreach (var route in _routes)
            if (route.Match(request) is { } call) return await route.Handler(call, cancellationToken);
        throw AwsException.NotServed($"backup:{request.Operation} is not implemented");
    }
}
