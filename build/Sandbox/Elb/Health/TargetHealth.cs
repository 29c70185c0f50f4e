using System.Globalization;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Health;

/// <summary>A target's health and how it came about; changes only by <see cref="After"/>.</summary>
/// <param name="State"><c>initial</c>, <c>healthy</c>, <c>unhealthy</c>, <c>draining</c> or <c>unused</c>.</param>
/// <param name="Reason">AWS's reason code; null when healthy.</param>
/// <param name="Successes">Checks passed in a row.</param>
/// <param name="Failures">Checks failed in a row.</param>
internal sealed record TargetHealth(string State, string? Reason, string? Description, int Successes = 0, int Failures = 0)
{
    public static TargetHealth Registering { get; } = new("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    public static TargetHealth Draining { get; } = new("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    public static TargetHealth Unused { get; } = new("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    public static TargetHealth Unchecked { get; } = new("healthy", null, null);

    public bool IsHealthy => State == "healthy";

    /// <summary>The health after one more check. A new target is healthy after its first success, a sick one only after as many as the threshold says.</summary>
    public TargetHealth After(ProbeResult probe, HealthCheck settings)
    {
        if (probe.Outcome == ProbeOutcome.Passed)
        {
            var successes = Successes + 1;
            return State is "initial" or "healthy" || successes >= settings.HealthyThreshold
                ? new TargetHealth("healthy", null, null, successes)
                : this with { Successes = successes, Failures = 0 };
        }

        var failures = Failures + 1;
        if (State != "unhealthy" && failures < settings.UnhealthyThreshold)
        {
            return State == "initial"
                ? new TargetHealth("initial", "Elb.InitialHealthChecking", "Initial health checks in progress", 0, failures)
                : this with { Successes = 0, Failures = failures };
        }

        var (reason, description) = probe.Outcome switch
        {
            ProbeOutcome.CodeMismatch => ("Target.ResponseCodeMismatch", string.Create(CultureInfo.InvariantCulture, $"Health checks failed with these codes: [{probe.StatusCode}]")),
            ProbeOutcome.TimedOut => ("Target.Timeout", "Request timed out"),
            _ => ("Target.FailedHealthChecks", "Health checks failed"),
        };
        return new TargetHealth("unhealthy", reason, description, 0, failures);
    }
}

/// <summary>How one health check went.</summary>
internal enum ProbeOutcome
{
    Passed,
    CodeMismatch,
    TimedOut,
    Failed,
}

/// <summary>How one health check went, and the status code if there was an answer.</summary>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, int StatusCode = 0);
