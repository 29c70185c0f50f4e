using System.Xml.Linq;

namespace Notejam.Pipeline.Testing;

/// <summary>The counts and failures of one test project.</summary>
public sealed record ProjectResult(string Project, int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures);

/// <summary>Reads the result files that <c>dotnet test</c> writes.</summary>
public static class TrxReader
{
    /// <summary>Reads one.</summary>
    public static ProjectResult Read(string project, XDocument trx)
    {
        var results = trx.Descendants().Where(element => element.Name.LocalName == "UnitTestResult").ToList();
        int Count(string outcome) => results.Count(result => (string?)result.Attribute("outcome") == outcome);
        var failures = results.Where(result => (string?)result.Attribute("outcome") is not ("Passed" or "NotExecuted"))
            .Select(result => $"{(string?)result.Attribute("testName")}: {FirstLine(result)}").ToList();
        return new ProjectResult(project, Count("Passed"), failures.Count, Count("NotExecuted"), failures);
    }

    private static string FirstLine(XElement result) =>
        result.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value.Trim().Split('\n')[0] ?? (string?)result.Attribute("outcome") ?? "";
}
