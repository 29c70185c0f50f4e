using System.Xml.Linq;

namespace Notejam.Pipeline.Testing;

/// <summary>The counts and failures of one test project.</summary>
public sealed record ProjectResult(string Project, int Passed, int Failed, int Skipped, IReadOnlyList<TestFailure> Failures);

/// <summary>A test that failed.</summary>
/// <param name="Test">Its name, or the project's when the test process itself failed.</param>
/// <param name="Message">What it said, all lines.</param>
/// <param name="Where">The frames of the stack, nearest first; empty when there are none.</param>
public sealed record TestFailure(string Test, string Message, string Where)
{
    private const int MostLines = 40;

    // How the build's log marks what went wrong; its cause and remedy stand in the lines below it.
    private const string ErrorMark = "[ERR]";
    private const int MostErrors = 5;
    private const int LinesOfError = 6;
    private const int LongestLine = 600;

    /// <summary>One line: the name and how the message begins.</summary>
    public string Brief => $"{Test}: {Message.Split('\n')[0]}";

    /// <summary>All of it; of a long message its beginning, the errors that a build logged in it, and its end.</summary>
    public override string ToString()
    {
        string[] lines = [$"{Test}:", .. Message.Split('\n'), .. Where.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        if (lines.Length <= MostLines) return string.Join('\n', lines);
        var middle = lines[(MostLines / 2)..^(MostLines / 2)];
        return string.Join('\n', [.. lines[..(MostLines / 2)], $"… {middle.Length} lines …", .. Errors(middle), .. lines[^(MostLines / 2)..]]);
    }

    private static IEnumerable<string> Errors(string[] lines)
    {
        for (int at = 0, found = 0; at < lines.Length && found < MostErrors; at++)
        {
            if (!lines[at].Contains(ErrorMark, StringComparison.Ordinal)) continue;
            found++;
            foreach (var line in lines[at..Math.Min(at + LinesOfError, lines.Length)]) yield return line.Length > LongestLine ? line[..LongestLine] + " …" : line;
            yield return "…";
            at += LinesOfError - 1;
        }
    }
}

/// <summary>Reads the result files that <c>dotnet test</c> writes.</summary>
public static class TrxReader
{
    /// <summary>Reads one.</summary>
    public static ProjectResult Read(string project, XDocument trx)
    {
        var results = trx.Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToList();
        int Count(string outcome) => results.Count(result => (string?)result.Attribute("outcome") == outcome);
        var failures = results.Where(result => (string?)result.Attribute("outcome") is not ("Passed" or "NotExecuted"))
            .Select(result => new TestFailure((string?)result.Attribute("testName") ?? "", Value(result, "Message") ?? (string?)result.Attribute("outcome") ?? "", Value(result, "StackTrace") ?? "")).ToList();
        return new ProjectResult(project, Count("Passed"), failures.Count, Count("NotExecuted"), failures);
    }

    private static string? Value(XElement result, string name) =>
        result.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}
