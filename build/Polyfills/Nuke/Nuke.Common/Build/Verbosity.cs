namespace Nuke.Common;

/// <summary>How much the build logs.</summary>
public enum Verbosity
{
    Verbose,
    Normal,
    Minimal,
    Quiet,
}
