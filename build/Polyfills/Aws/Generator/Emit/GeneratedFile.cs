namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>One source file of a client.</summary>
internal sealed class GeneratedFile(string name, string content)
{
    public string Name { get; } = name;

    public string Content { get; } = content;
}
