namespace Notejam.Sandbox.Ecs.Running;

/// <summary>A task cannot be started; the message is the stopped reason that AWS would give.</summary>
/// <param name="reason">For example <c>CannotPullContainerError: …</c>.</param>
/// <param name="container">The container to blame, if it is one.</param>
internal sealed class CannotStartTaskException(string reason, string? container = null, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The container to blame, if it is one.</summary>
    public string? Container { get; } = container;
}
