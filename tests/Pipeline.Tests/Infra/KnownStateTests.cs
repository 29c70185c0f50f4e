using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class KnownStateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-known-");
    private readonly SetTime _time = new();
    private string? _version = "v1";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_just_applied_need_not_be_planned_and_says_what_that_rests_on()
    {
        await Known().NoteAsync("files", "applied", default);
        _time.Now += TimeSpan.FromMinutes(3);
        Assert.StartsWith("applied 3 min ago from these very files, and nobody has written the state since", await Known().FindAsync("files", default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other files", "v1", 0)]
    [InlineData("files", "v2", 0)]
    [InlineData("files", null, 0)]
    [InlineData("files", "v1", 16)]
    [InlineData("files", "v1", -1)]
    public async Task Other_files_another_state_or_a_long_time_ask_for_a_plan(string fingerprint, string? version, int minutes)
    {
        await Known().NoteAsync("files", "planned", default);
        (_version, _time.Now) = (version, _time.Now + TimeSpan.FromMinutes(minutes));
        Assert.Null(await Known().FindAsync(fingerprint, default));
    }

    [Fact]
    public async Task Nothing_is_known_at_first_after_forgetting_or_from_half_a_file()
    {
        Assert.Null(await Known().FindAsync("files", default));
        await Known().NoteAsync("files", "planned", default);
        Known().Forget();
        Assert.Null(await Known().FindAsync("files", default));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "known.json"), "{\"Fingerp");
        Assert.Null(await Known().FindAsync("files", default));
    }

    [Fact]
    public async Task Without_a_state_nothing_is_noted()
    {
        _version = null;
        await Known().NoteAsync("files", "applied", default);
        _version = "v1";
        Assert.Null(await Known().FindAsync("files", default));
    }

    [Fact]
    public void What_is_forgotten_before_anything_was_prepared_is_no_error() =>
        new KnownState(Path.Combine(_folder.FullName, "none"), _ => Task.FromResult(_version), _time).Forget();

    private KnownState Known() => new(_folder.FullName, _ => Task.FromResult(_version), _time);

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
