namespace Notejam.Commands.Carry;

/// <summary>The first line of exported content: what follows it.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="SchemaVersion">The newest migration of the database that it comes from.</param>
/// <param name="Tables">In the order in which they follow, which satisfies their foreign keys.</param>
internal sealed record ContentHeader(int Format, string SchemaVersion, IReadOnlyList<CarriedTable> Tables, IReadOnlyList<CarriedSequence> Sequences)
{
    /// <summary>The format that this release writes and reads.</summary>
    public const int CurrentFormat = 1;
}
