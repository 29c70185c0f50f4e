using Notejam.Sandbox.Elb.Health;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Tests.Elb;

public sealed class TargetHealthTests
{
    private static readonly HealthCheck Settings = new() { HealthyThreshold = 3, UnhealthyThreshold = 2 };

    // + passed, c wrong code, t timed out, f failed to connect.
    [Theory]
    [InlineData("", "initial", "Elb.RegistrationInProgress")]
    [InlineData("+", "healthy", null)]
    [InlineData("f", "initial", "Elb.InitialHealthChecking")]
    [InlineData("f+", "healthy", null)]
    [InlineData("ff", "unhealthy", "Target.FailedHealthChecks")]
    [InlineData("tt", "unhealthy", "Target.Timeout")]
    [InlineData("cc", "unhealthy", "Target.ResponseCodeMismatch")]
    [InlineData("ft", "unhealthy", "Target.Timeout")]
    [InlineData("+f", "healthy", null)]
    [InlineData("+f+f", "healthy", null)]
    [InlineData("+ff", "unhealthy", "Target.FailedHealthChecks")]
    [InlineData("ff+", "unhealthy", "Target.FailedHealthChecks")]
    [InlineData("ff++", "unhealthy", "Target.FailedHealthChecks")]
    [InlineData("ff+++", "healthy", null)]
    [InlineData("ff++f+", "unhealthy", "Target.FailedHealthChecks")]
    public void Checks_lead_to_the_state_that_the_table_says(string checks, string state, string? reason)
    {
        var health = checks.Aggregate(TargetHealth.Registering, (before, check) => before.After(Probe(check), Settings));

        Assert.Equal((state, reason), (health.State, health.Reason));
    }

    [Fact]
    public void A_wrong_code_is_named() =>
        Assert.Equal("Health checks failed with these codes: [503]", TargetHealth.Registering.After(Probe('c'), Settings).After(Probe('c'), Settings).Description);

    [Theory]
    [InlineData("200", 200, true)]
    [InlineData("200", 204, false)]
    [InlineData("200,204", 204, true)]
    [InlineData("200-299", 250, true)]
    [InlineData("200-299, 302", 302, true)]
    [InlineData("200-299", 300, false)]
    public void Codes_match_as_the_table_says(string matcher, int code, bool matches) => Assert.Equal(matches, CodeMatcher.Matches(matcher, code));

    private static ProbeResult Probe(char check) => check switch
    {
        '+' => new ProbeResult(ProbeOutcome.Passed, 200),
        'c' => new ProbeResult(ProbeOutcome.CodeMismatch, 503),
        't' => new ProbeResult(ProbeOutcome.TimedOut),
        _ => new ProbeResult(ProbeOutcome.Failed),
    };
}
