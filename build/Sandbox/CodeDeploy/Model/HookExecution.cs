namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>The one execution of an event's hook.</summary>
public sealed class HookExecution
{
    /// <summary>What the function reports with.</summary>
    public required string Id { get; init; }

    /// <summary>Whether Lambda has accepted the call; it is made again, under the same id, as long as that is not certain.</summary>
    public bool IsInvoked { get; set; }

    /// <summary>What the function reported, <c>Succeeded</c> or <c>Failed</c>; null as long as it has not.</summary>
    public string? Result { get; set; }
}
