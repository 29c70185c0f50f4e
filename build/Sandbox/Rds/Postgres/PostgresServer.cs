namespace Notejam.Sandbox.Rds.Postgres;

/// <summary>A server to run: its port names its folder too.</summary>
/// <param name="Name">The instance's name, for the certificate.</param>
/// <param name="ForceSsl">Whether connections without TLS are refused (<c>rds.force_ssl</c>).</param>
/// <param name="Parameters">Parameters of the instance's parameter group, as far as they are set there.</param>
internal sealed record PostgresServer(string Name, int Port, bool ForceSsl, IReadOnlyDictionary<string, string> Parameters);
