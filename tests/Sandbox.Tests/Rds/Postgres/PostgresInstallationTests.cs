using Notejam.Machine;
using Notejam.Machine.Host;
using Notejam.Machine.Tools;
using Notejam.Sandbox.Rds.Postgres;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Rds.Postgres;

public sealed class PostgresInstallationTests
{
    [Fact]
    public void Missing_programs_are_one_line_with_what_to_install()
    {
        using var empty = new TemporaryFolder();
        var host = HostFacts.OfThisMachine() with { ProgramFolders = [empty.Path] };

        var error = Assert.Throws<MachineException>(() => PostgresInstallation.Demand(new PostgresBinaries(host) { DebianRoot = empty.Path }));

        Assert.StartsWith("PostgreSQL's server programs (initdb, pg_ctl, postgres) were not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install -y postgresql", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
