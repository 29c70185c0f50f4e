using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;

namespace Notejam.Pipeline.Tests.Reporting;

public sealed class RunEndTests
{
    // Succeeded, what the stages failed by (R: a wrong request, F: a failure), the signal, the exit code.
    [Theory]
    [InlineData(true, "", null, 0)]
    [InlineData(true, "", ExitCode.Interrupted, 0)]
    [InlineData(false, "", null, 1)]
    [InlineData(false, "F", null, 1)]
    [InlineData(false, "R", null, 2)]
    [InlineData(false, "RR", null, 2)]
    [InlineData(false, "RF", null, 1)]
    [InlineData(false, "F", ExitCode.Interrupted, 130)]
    [InlineData(false, "F", ExitCode.Terminated, 143)]
    [InlineData(false, "", ExitCode.HungUp, 129)]
    [InlineData(false, "R", ExitCode.Interrupted, 130)]
    public void Zero_is_done_one_is_failed_two_is_a_wrong_request(bool succeeded, string failures, ExitCode? signal, int expected) =>
        Assert.Equal(expected, (int)RunEnd.Of(succeeded, [.. failures.Select(kind => kind == 'R' ? new RequestException("wrong") : new PipelineException("failed"))], signal));
}
