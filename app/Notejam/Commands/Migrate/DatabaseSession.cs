using System.Globalization;

namespace Notejam.Commands.Migrate;

/// <summary>A session of the database, as <c>pg_stat_activity</c> shows it.</summary>
/// <param name="Pid">Its process; 0 stands for a prepared transaction, which has none.</param>
/// <param name="State">Null when the role that asks may not see it.</param>
/// <param name="StateSince">When it came into that state.</param>
/// <param name="TransactionSince">When its transaction began.</param>
/// <param name="QuerySince">When its last query began.</param>
internal sealed record DatabaseSession(
    int Pid, string? Application, string? User, string? Client, string? Kind, string? State, DateTime? StateSince, DateTime? TransactionSince, DateTime? QuerySince)
{
    /// <summary>Which one it is and what it does, for people.</summary>
    public string Describe()
    {
        if (Pid == 0) return "a prepared transaction (pg_prepared_xacts)";
        List<string> parts = [$"application '{Application}'", $"user '{User}'"];
        if (Kind is not (null or "client backend")) parts.Add(Kind);
        if (Client is not null) parts.Add($"client {Client}");
        parts.Add(State is null ? "its state is shown to members of pg_read_all_stats" : $"{State} since {Time(StateSince)}");
        if (TransactionSince is not null) parts.Add($"transaction since {Time(TransactionSince)}");
        if (QuerySince is not null) parts.Add($"last query at {Time(QuerySince)}");
        return $"session {Pid} ({string.Join(", ", parts)})";
    }

    /// <summary>What ends sessions.</summary>
    public static string Remedy(IReadOnlyList<DatabaseSession> sessions) => sessions.Where(session => session.Pid != 0).Select(session => $"SELECT pg_terminate_backend({session.Pid})").ToList() is { Count: > 0 } ends
        ? $"let it finish or end it ({string.Join("; ", ends)})"
        : "let it finish or end it";

    private static string Time(DateTime? moment) => moment?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
