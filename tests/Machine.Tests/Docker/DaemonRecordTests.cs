using Notejam.Machine.Docker;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Docker;

public sealed class DaemonRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("12 3456\n", 12, 3456L)]
    [InlineData("12", null, null)]
    [InlineData("", null, null)]
    [InlineData("x y", null, null)]
    public void A_record_is_read_or_is_none(string text, int? id, long? ticks)
    {
        var record = DaemonRecord.Read(_folder.Write("pid", text));

        Assert.Equal((id, ticks), (record?.ProcessId, record?.StartTicks));
    }

    [Fact]
    public void No_file_is_no_record() => Assert.Null(DaemonRecord.Read(Path.Combine(_folder.Path, "none")));

    [Fact]
    public void A_process_is_alive_under_its_own_start_time_only()
    {
        var ticks = DaemonRecord.StartTicksOf(Environment.ProcessId);

        Assert.NotNull(ticks);
        Assert.True(new DaemonRecord(Environment.ProcessId, ticks.Value).IsAlive);
        Assert.False(new DaemonRecord(Environment.ProcessId, ticks.Value + 1).IsAlive);
    }

    [Fact]
    public void A_pid_file_that_names_another_program_is_removed()
    {
        var file = _folder.Write("docker.pid", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

        DaemonProcess.RemoveStalePidFile(file);

        Assert.False(File.Exists(file));
    }

    public void Dispose() => _folder.Dispose();
}
