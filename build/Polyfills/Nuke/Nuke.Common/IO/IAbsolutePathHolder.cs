namespace Nuke.Common.IO;

/// <summary>A thing that has a path.</summary>
public interface IAbsolutePathHolder
{
    AbsolutePath Path { get; }
}
