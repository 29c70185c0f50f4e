namespace Notejam.Machine;

/// <summary>The machine lacks something that only its user can bring. The message names cause and remedy.</summary>
public sealed class MachineException : Exception
{
    /// <summary>A failure with its cause and remedy in one message.</summary>
    public MachineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
