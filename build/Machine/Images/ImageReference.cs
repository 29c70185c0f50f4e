namespace Notejam.Machine.Images;

/// <summary>An image reference in its parts: "redis:7" is repository "redis" and tag "7".</summary>
/// <param name="Repository">With the registry's host where one is named.</param>
/// <param name="Tag">"latest" where none is named.</param>
public sealed record ImageReference(string Repository, string Tag)
{
    /// <summary>Parses a reference with a tag or none.</summary>
    /// <exception cref="MachineException">A reference by digest, or nonsense.</exception>
    public static ImageReference Parse(string reference)
    {
        if (string.IsNullOrWhiteSpace(reference) || reference.Contains('@') || reference.Any(char.IsWhiteSpace))
            throw new MachineException($"'{reference}' is not an image reference with a tag: name it like redis:7.");

        var colon = reference.LastIndexOf(':');
        return colon > reference.LastIndexOf('/')
            ? new ImageReference(reference[..colon], reference[(colon + 1)..])
            : new ImageReference(reference, "latest");
    }

    /// <summary>The repository without the default registry's prefixes ("docker.io/library/redis" is "redis").</summary>
    public string ShortRepository
    {
        get
        {
            var name = Repository;
            foreach (var prefix in new[] { "docker.io/", "library/" })
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
            }

            return name;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Repository}:{Tag}";
}
