namespace Notejam.Hooks.Rotation;

/// <summary>The service that a secret opens.</summary>
internal interface ISecretOwner
{
    /// <summary>The value that follows the current one.</summary>
    string Next(string current);

    /// <summary>Makes the service accept the pending value, while the current one stays good. May be called again.</summary>
    Task SetAsync(string pending, string current, CancellationToken cancellationToken);

    /// <summary>Really uses the pending value.</summary>
    /// <exception cref="Runtime.HookException">The service does not accept it.</exception>
    Task TestAsync(string pending, CancellationToken cancellationToken);
}
