namespace Notejam.Pipeline.Tools;

/// <summary>Where a stage says what it is doing, one line at a time.</summary>
public interface IStageLog
{
    /// <summary>What happens now.</summary>
    void Info(string line);

    /// <summary>Something to look at that does not stop the run.</summary>
    void Warn(string line);
}
