using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda;

/// <summary>Functions, for other rooms: CodeDeploy's hooks, rotations of secrets, targets of rules.</summary>
internal interface IFunctions
{
    /// <summary>Runs a function and waits for its answer; an error of the function is an answer.</summary>
    /// <param name="region">The caller's region.</param>
    /// <param name="function">A name or an ARN, with or without a qualifier.</param>
    /// <param name="payload">JSON.</param>
    /// <exception cref="Gateway.AwsException">There is no such function, or it is throttled.</exception>
    Task<InvocationOutcome> InvokeAsync(string region, string function, byte[] payload, CancellationToken cancellationToken);

    /// <summary>Accepts an event for a function; it is run soon, and again when it fails.</summary>
    /// <exception cref="Gateway.AwsException">There is no such function.</exception>
    void Enqueue(string region, string function, byte[] payload);

    /// <summary>Whether there is such a function.</summary>
    bool Exists(string region, string function);

    /// <summary>Whether a function's resource policy lets a service call it.</summary>
    /// <param name="service">For example <c>events.amazonaws.com</c>.</param>
    /// <param name="sourceArn">On whose behalf: a rule, a secret.</param>
    bool Allows(string region, string function, string service, string sourceArn);
}
