using Docker.DotNet.Models;

namespace Notejam.Machine.Images;

/// <summary>Hears the engine's messages as they come; <see cref="Progress{T}"/> would deliver them later and in any order.</summary>
internal sealed class MessageCallback(Action<JSONMessage> act) : IProgress<JSONMessage>
{
    /// <inheritdoc />
    public void Report(JSONMessage value) => act(value);
}
