using System.Diagnostics;
using System.Globalization;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

/// <summary>Real programs that give credentials, or none. What they print: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html.</summary>
public sealed class CredentialProcessTests
{
    private const string Keys = """{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"hunter2"}""";

    // {0} is a number of seconds that no other process of this machine sleeps.
    [Theory]
    [InlineData("exec sleep {0}")]
    [InlineData("sleep {0}; true")]
    [InlineData("sleep {0} & sleep {0} & wait")]
    [InlineData("sh -c 'sleep {0} | sleep {0}'; true")]
    [InlineData("setsid sleep {0}; true")]
    [InlineData("trap '' TERM INT HUP; sleep {0}; true")]
    [InlineData("echo '" + Keys + "'; sleep {0}; true")]
    [InlineData("yes > /dev/null & sleep {0}; true")]
    public async Task A_program_that_hangs_is_ended_at_the_limit_with_all_that_it_has_started(string command)
    {
        var seconds = (100_000 + Random.Shared.Next(800_000)).ToString(CultureInfo.InvariantCulture);
        var limit = TimeSpan.FromSeconds(1.5);
        var watch = Stopwatch.StartNew();

        var asked = new CredentialProcess(command.Replace("{0}", seconds, StringComparison.Ordinal), limit).GetCredentialsAsync();
        while (!IsRunning(seconds) && watch.Elapsed < TimeSpan.FromSeconds(1)) await Task.Delay(20);
        Assert.True(IsRunning(seconds));

        var thrown = await Assert.ThrowsAsync<CredentialProcessException>(() => asked);
        Assert.Equal("It has not ended within 1.5 s, and was ended with all that it had started.", thrown.Message);
        Assert.InRange(watch.Elapsed, limit, TimeSpan.FromSeconds(20));
        for (var wait = Stopwatch.StartNew(); IsRunning(seconds) && wait.Elapsed < TimeSpan.FromSeconds(5);) await Task.Delay(20);
        Assert.False(IsRunning(seconds));
    }

    [Theory]
    [InlineData("echo '" + Keys + "'", "ASIAX hunter2 ")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"hunter2","SessionToken":"t","Expiration":"2099-01-01T00:00:00Z"}'""", "ASIAX hunter2 t")]
    // What it leaves behind, such as an agent, may live on.
    [InlineData("sleep 7 & echo '" + Keys + "'", "ASIAX hunter2 ")]
    public async Task A_program_that_answers_gives_credentials(string command, string expected)
    {
        var credentials = await new CredentialProcess(command, TimeSpan.FromSeconds(30)).GetCredentialsAsync();
        Assert.Equal(expected, $"{credentials.AccessKey} {credentials.SecretKey} {credentials.Token}");
    }

    [Theory]
    [InlineData("echo shut >&2; exit 3", "Command returned non-zero exit value 3 with the error - shut")]
    [InlineData("exit 1", "Command returned non-zero exit value 1 with the error - ")]
    [InlineData("true", "It printed malformed JSON.")]
    [InlineData("echo hunter2", "It printed malformed JSON.")]
    [InlineData("echo '[]'", "It printed malformed JSON.")]
    [InlineData("echo null", "What it printed has not the Version 1.")]
    [InlineData("""echo '{"Version":2,"AccessKeyId":"ASIAX","SecretAccessKey":"hunter2"}'""", "What it printed has not the Version 1.")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"ASIAX"}'""", "What it printed has no AccessKeyId or no SecretAccessKey.")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"hunter2","Expiration":"soon"}'""", "It printed malformed JSON.")]
    public async Task A_program_that_gives_none_says_why_and_no_key(string command, string expected)
    {
        var thrown = await Assert.ThrowsAsync<CredentialProcessException>(() => new CredentialProcess(command, TimeSpan.FromSeconds(30)).GetCredentialsAsync());
        Assert.Equal(expected.Trim(), thrown.Message.Trim());
    }

    private static bool IsRunning(string seconds) => Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)).Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == $"sleep\0{seconds}\0";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
