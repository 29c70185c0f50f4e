namespace Notejam.Sandbox.Daemon;

/// <summary>Whether the gateway ends alone, or the whole sandbox with it.</summary>
public sealed class StopRequest(IHostApplicationLifetime lifetime)
{
    /// <summary>Whether everything is to end.</summary>
    public bool Everything { get; private set; }

    /// <summary>Ends the gateway; the rest is removed when it no longer serves.</summary>
    public void StopEverything()
    {
        Everything = true;
        lifetime.StopApplication();
    }
}
