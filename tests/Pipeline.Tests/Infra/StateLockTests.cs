using System.Diagnostics;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class StateLockTests
{
    private const string Failure = """
        terraform plan failed in region:
        Error acquiring the state lock: Error message: operation error S3: PutObject, PreconditionFailed
        Lock Info:
          ID:        25b6ef2c-6af7-fd83-c8d7-4ac7f0c5b4a5
          Path:      notejam-state-123456789012-eu-central-1/notejam/production/eu-central-1/region.tfstate
          Operation: OperationTypeApply
          Who:       ada@engine
          Version:   1.14.0
          Created:   2026-01-31 12:00:01.123456789 +0000 UTC
          Info:
        """;

    // No process has the number 0, nor this one's start time.
    private static SupervisedProcess Dead(string started) => new(int.MaxValue, DateTimeOffset.Parse(started, System.Globalization.CultureInfo.InvariantCulture));

    private static SupervisedProcess Alive(string started) => Dead(started) with { ProcessId = Environment.ProcessId, Started = DateTimeOffset.UtcNow };

    [Fact]
    public void The_lock_is_read_from_what_terraform_says()
    {
        var held = StateLock.Find(Failure)!;
        Assert.Equal(("25b6ef2c-6af7-fd83-c8d7-4ac7f0c5b4a5", "ada@engine"), (held.Id, held.Who));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 1, TimeSpan.Zero), held.Created);
    }

    [Fact]
    public void Another_failure_tells_of_no_lock() => Assert.Null(StateLock.Find("Error: creating IAM Role: AccessDenied\n  Who:  somebody"));

    [Theory]
    [InlineData("ada@engine", "2026-01-31T12:00:00Z", true)]
    [InlineData("ada@engine", "2026-01-31T12:00:02Z", true)]
    [InlineData("ada@engine", "2026-01-31T12:05:00Z", false)]
    [InlineData("bob@engine", "2026-01-31T12:00:00Z", false)]
    [InlineData("ada@laptop", "2026-01-31T12:00:00Z", false)]
    public void It_was_left_by_a_dead_terraform_of_this_user_on_this_machine_that_was_started_before_it(string self, string started, bool expected) =>
        Assert.Equal(expected, StateLock.Find(Failure)!.WasLeftBy([Dead(started)], self, []));

    [Fact]
    public void Nothing_left_or_a_terraform_that_still_runs_leaves_the_lock_alone()
    {
        var held = StateLock.Find(Failure)! with { Created = DateTimeOffset.UtcNow };
        Assert.False(held.WasLeftBy([], "ada@engine", []));
        Assert.False(held.WasLeftBy([Alive("2026-01-31T12:00:00Z")], "ada@engine", []));
    }

    [Theory]
    [InlineData("2026-01-31T11:59:58Z", false)]
    [InlineData("2026-01-31T12:00:01Z", false)]
    [InlineData("2026-01-31T12:01:00Z", true)]
    public void A_terraform_that_runs_and_may_have_taken_it_keeps_it(string started, bool expected) =>
        Assert.Equal(expected, StateLock.Find(Failure)!.WasLeftBy([Dead("2026-01-31T12:00:00Z")], "ada@engine", [DateTimeOffset.Parse(started, System.Globalization.CultureInfo.InvariantCulture)]));

    [Theory]
    [InlineData("ours", null, null, true)]
    [InlineData("the same backend", null, null, true)]
    [InlineData("another backend", null, null, false)]
    [InlineData("not initialized", null, null, true)]
    [InlineData(null, null, null, true)]
    [InlineData("the same backend", "http://127.0.0.1:4566", "http://127.0.0.1:14617", false)]
    [InlineData("the same backend", "http://127.0.0.1:4566", "http://127.0.0.1:4566", true)]
    // A profile may name the endpoint just as well.
    [InlineData("the same backend", null, "http://127.0.0.1:4566", true)]
    [InlineData("the same backend", "http://127.0.0.1:4566", null, true)]
    public async Task A_terraform_that_runs_may_hold_it_unless_its_states_lie_elsewhere(string? where, string? here, string? there, bool expected)
    {
        var folder = Directory.CreateTempSubdirectory("notejam-lock-");
        try
        {
            void Initialize(string name, string key)
            {
                Directory.CreateDirectory(Path.Combine(folder.FullName, name));
                File.WriteAllText(Path.Combine(folder.FullName, name, "terraform.tfstate"), $$"""{ "version": 3, "backend": { "type": "s3", "config": { "bucket": "states", "key": "{{key}}" } } }""");
            }

            Initialize("ours", "region.tfstate");
            Initialize("the same backend", "region.tfstate");
            Initialize("another backend", "backup.tfstate");
            // A program of that name that does nothing for a while.
            var program = Path.Combine(folder.FullName, "terraform");
            File.Copy("/bin/sleep", program);
            var start = new ProcessStartInfo(program, "60");
            start.Environment["TF_DATA_DIR"] = where is null ? null : Path.Combine(folder.FullName, where);
            start.Environment["AWS_ENDPOINT_URL"] = there;
            using var process = Process.Start(start)!;
            try
            {
                // Until it is the program that it is going to be, it has neither its name nor its environment.
                for (var i = 0; i < 500 && !await IsTerraformAsync(process.Id); i++) await Task.Delay(10);
                Assert.Equal(expected, StateLock.FindRunning(Path.Combine(folder.FullName, "ours"), name => name == "AWS_ENDPOINT_URL" ? here : null).Contains(process.StartTime));
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> IsTerraformAsync(int process) =>
        (await File.ReadAllTextAsync($"/proc/{process}/comm")).Trim() == "terraform" && (await File.ReadAllTextAsync($"/proc/{process}/environ")).Length > 0;
}
