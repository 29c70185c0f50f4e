namespace Notejam.Sandbox.Lambda.Running;

/// <summary>One call of a function.</summary>
internal sealed record Invocation
{
    public required string RequestId { get; init; }

    /// <summary>As the caller named the function.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>JSON.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>What the caller says about itself, JSON; null for nothing.</summary>
    public string? ClientContext { get; init; }
}
