namespace Nuke.Common.Execution;

/// <summary>A person's machine.</summary>
public class Terminal : Host
{
    public static bool IsRunningTerminal => true;
}
