namespace Notejam.Pipeline.Records;

/// <summary>What the tests said of a tree of sources.</summary>
public sealed record TestReport
{
    /// <summary>A report.</summary>
    /// <exception cref="ArgumentException">A negative count, or no test at all: a run of nothing proves nothing.</exception>
    public TestReport(string suite, int passed, int failed, int skipped, IReadOnlyList<string> failures)
    {
        if (passed < 0 || failed < 0 || skipped < 0) throw new ArgumentException("A count of tests is never negative.");
        if (passed + failed + skipped == 0) throw new ArgumentException($"The suite '{suite}' ran no test.");
        (Suite, Passed, Failed, Skipped, Failures) = (suite, passed, failed, skipped, failures);
    }

    /// <summary>The suite that ran: <c>unit</c> or <c>all</c>.</summary>
    public string Suite { get; }

    /// <summary>Tests that passed.</summary>
    public int Passed { get; }

    /// <summary>Tests that failed.</summary>
    public int Failed { get; }

    /// <summary>Tests that were not run.</summary>
    public int Skipped { get; }

    /// <summary>Names of the tests that failed, with the first line of why.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
