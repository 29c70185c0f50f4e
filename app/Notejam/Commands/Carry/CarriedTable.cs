namespace Notejam.Commands.Carry;

/// <summary>A table whose rows are carried.</summary>
/// <param name="Columns">Without generated ones, in the order of their names.</param>
/// <param name="Rows">How many rows go with it.</param>
internal sealed record CarriedTable(string Schema, string Name, IReadOnlyList<CarriedColumn> Columns, long Rows)
{
    /// <summary>For messages and comparisons.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>For statements: quoted, a name cannot be anything else.</summary>
    public string Sql() => $"{Catalogue.Quote(Schema)}.{Catalogue.Quote(Name)}";

    /// <summary>For COPY.</summary>
    public string SqlWithColumns() => $"{Sql()} ({string.Join(", ", Columns.Select(column => Catalogue.Quote(column.Name)))})";
}
