using System.Xml.Linq;
using Notejam.Pipeline.Testing;

namespace Notejam.Pipeline.Tests.Testing;

public sealed class TrxReaderTests
{
    [Fact]
    public void Counts_and_failures_are_read()
    {
        var trx = XDocument.Parse("""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="A" outcome="Passed" />
              <UnitTestResult testName="B" outcome="NotExecuted" />
              <UnitTestResult testName="C" outcome="Failed"><Output><ErrorInfo><Message>expected 1
            but was 2</Message><StackTrace>at C() in C.cs:line 7</StackTrace></ErrorInfo></Output></UnitTestResult>
              <UnitTestResult testName="D" outcome="Timeout" />
            </Results></TestRun>
            """);
        var result = TrxReader.Read("Some.Tests", trx);
        Assert.Equal((1, 2, 1), (result.Passed, result.Failed, result.Skipped));
        Assert.Equal(["C: expected 1", "D: Timeout"], result.Failures.Select(failure => failure.Brief));
        Assert.Equal("C:\nexpected 1\nbut was 2\nat C() in C.cs:line 7", result.Failures[0].ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Of_a_long_message_the_beginning_and_the_end_are_shown()
    {
        var shown = new TestFailure("A", string.Join('\n', Enumerable.Range(1, 500)), "at A()").ToString().Split('\n');
        Assert.Equal(41, shown.Length);
        Assert.Equal(("A:", "… 462 lines …", "500", "at A()"), (shown[0], shown[20], shown[^2], shown[^1]));
    }

    // The cause of a failed command stands in the middle of a log: after it come the table of targets and the report.
    [Fact]
    public void Of_a_long_log_the_errors_are_shown_too()
    {
        string[] log = [.. Enumerable.Repeat("a line", 200), "03:33:20 [ERR] Target Apply has thrown an exception", "terraform apply failed", new string('x', 5000), .. Enumerable.Repeat("a line", 200)];
        var shown = new TestFailure("A", string.Join('\n', log), "").ToString().Split('\n');

        Assert.Equal(["… 364 lines …", "03:33:20 [ERR] Target Apply has thrown an exception", "terraform apply failed", new string('x', 600) + " …", "a line"], shown[20..25]);
        Assert.True(shown.Length < 60);
    }
}
