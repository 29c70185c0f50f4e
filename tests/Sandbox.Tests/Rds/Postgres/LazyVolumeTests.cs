using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Tests.Rds.Postgres;

public sealed class LazyVolumeTests
{
    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(0, 1, 0, false)]
    [InlineData(30, 500, 0.5, true)]
    [InlineData(30, 501, 0.5, false)]
    [InlineData(60, 1000, 1, true)]
    [InlineData(3600, 1000, 1, true)]
    public void A_volume_fills_evenly_and_only_what_has_come_can_have_been_read(int seconds, long read, double loaded, bool possible)
    {
        var volume = new LazyVolume(1000, TimeSpan.FromMinutes(1));

        Assert.Equal(loaded, volume.LoadedAfter(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(possible, volume.HasLoaded(read, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("postgres: notejam notejam 10.0.0.7(41234) idle", true)]
    [InlineData("postgres: notejam notejam [local] SELECT", true)]
    [InlineData("postgres: parallel worker for PID 1234", true)]
    [InlineData("postgres: checkpointer ", false)]
    [InlineData("postgres: autovacuum launcher ", false)]
    [InlineData("postgres: logical replication launcher ", false)]
    [InlineData("/usr/lib/postgresql/15/bin/postgres -D /data", false)]
    public void Sessions_are_told_from_housekeeping_by_their_titles(string title, bool session) => Assert.Equal(session, PostgresSessions.IsSession(title));
}
