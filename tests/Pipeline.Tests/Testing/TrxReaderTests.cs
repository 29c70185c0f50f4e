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
            but was 2</Message></ErrorInfo></Output></UnitTestResult>
              <UnitTestResult testName="D" outcome="Timeout" />
            </Results></TestRun>
            """);
        var result = TrxReader.Read("Some.Tests", trx);
        Assert.Equal((1, 2, 1), (result.Passed, result.Failed, result.Skipped));
        Assert.Equal(["C: expected 1", "D: Timeout"], result.Failures);
    }
}
