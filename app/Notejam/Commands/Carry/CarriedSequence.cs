namespace Notejam.Commands.Carry;

/// <summary>Where a sequence stands.</summary>
/// <param name="IsCalled">Whether <paramref name="LastValue"/> was given out.</param>
internal sealed record CarriedSequence(string Schema, string Name, long LastValue, bool IsCalled)
{
    /// <summary>For messages and comparisons.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>For statements: quoted, a name cannot be anything else.</summary>
    public string Sql() => $"{Catalogue.Quote(Schema)}.{Catalogue.Quote(Name)}";
}
