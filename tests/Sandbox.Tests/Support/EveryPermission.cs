using Notejam.Sandbox.Access;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>Lets services do all that they ask for, where a test is about something else; refuses what it is told to.</summary>
internal sealed class EveryPermission : IServicePermissions
{
    /// <summary>A call that is refused, by its name.</summary>
    public string? Refused { get; set; }

    public Task DemandAsync(
        ServiceCall call, string role, string session, string region, IReadOnlyList<string> resources, string? source = null, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys) =>
        call.Name == Refused ? throw new Sandbox.Gateway.AwsException("AccessDeniedException", $"{role} may not {call.Actions[0]}", 403) : Task.CompletedTask;

    public Task DemandAsync(ServiceCall call, string region, IReadOnlyList<string> resources, string source, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys) => Task.CompletedTask;

    public Task DemandTrustAsync(string service, string role, string region, string? source, string origin, CancellationToken cancellationToken) => Task.CompletedTask;
}
