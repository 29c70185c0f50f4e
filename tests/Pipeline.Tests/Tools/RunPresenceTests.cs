using System.Diagnostics;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class RunPresenceTests
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly RunIdentity Self = new("me", "here", 1, Begun);

    [Theory]
    // Place of the other run, seconds between its start and the start of the process that has its id now (null: none), what is said.
    [InlineData("here", 0.0, "which is still alive")]
    [InlineData("here", 1.5, "which is still alive")]
    [InlineData("here", 60.0, "which has ended")]
    [InlineData("here", -60.0, "which has ended")]
    [InlineData("here", null, "which has ended")]
    [InlineData("there", 0.0, "which may still be alive")]
    [InlineData("there", null, "which may still be alive")]
    [InlineData("", null, "which may still be alive")]
    public void Only_what_is_known_of_a_run_is_said(string place, double? later, string expected)
    {
        var runs = new RunPresence(Self, id => id == 42 && later is { } seconds ? Begun.AddSeconds(seconds) : null);
        Assert.EndsWith(expected, runs.Describe(new RunIdentity("other", place, 42, Begun)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_tells_machines_apart_nothing_is_known() =>
        Assert.EndsWith("may still be alive", new RunPresence(Self with { Place = "" }, _ => null).Describe(Self with { Place = "", ProcessId = 2 }), StringComparison.Ordinal);

    [Fact]
    public void Of_a_run_without_a_name_nothing_is_known() => Assert.Equal("another run, which may still be alive", new RunPresence(Self, _ => null).Describe(null));

    [Fact]
    public async Task A_process_of_this_machine_is_alive_until_it_has_ended()
    {
        using var process = Process.Start("sleep", "60");
        var run = RunPresence.Here.Self with { ProcessId = process.Id, StartedAt = process.StartTime };
        Assert.EndsWith("which is still alive", RunPresence.Here.Describe(run), StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync();
        Assert.EndsWith("which has ended", RunPresence.Here.Describe(run), StringComparison.Ordinal);
        Assert.Equal("this run", RunPresence.Here.Describe(RunPresence.Here.Self));
    }

    [Fact]
    public void A_name_survives_being_written_and_nothing_else_is_read()
    {
        Assert.Equal(Self, RunIdentity.Parse(Self.ToString()));
        foreach (var text in new[] { null, "", "me", "me|here|x|1", "me|here|1|-5", "me|here|1|1|1", "me|here|1|99999999999999999" }) Assert.Null(RunIdentity.Parse(text));
    }
}
