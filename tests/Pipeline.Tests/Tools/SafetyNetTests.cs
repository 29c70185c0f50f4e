using System.Collections;
using Microsoft.Extensions.Time.Testing;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class SafetyNetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-net").FullName;
    private readonly StringWriter _lastResort = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_unexpected_exception_is_one_line_that_names_its_cause_and_the_file_with_the_trace()
    {
        var line = Net("logs").Explain(Thrown()).Message;

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "logs")));
        Assert.Equal($"Unexpected InvalidOperationException: the flux capacitor is missing (the trace is in {file})", line);
        var trace = File.ReadAllText(file);
        Assert.Contains("caused by System.ArgumentNullException", trace, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(SafetyNetTests).FullName}.{nameof(Thrown)}", trace, StringComparison.Ordinal);
        Assert.Empty(_lastResort.ToString());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Where_the_first_folder_cannot_be_written_to_the_next_one_is_taken()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "a file in the place of the folder");

        var line = Net("taken", "second").Explain(Thrown()).Message;

        Assert.Contains(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "second"))), line, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_file_can_be_written_the_trace_is_shown()
    {
        File.WriteAllText(Path.Combine(_folder, "taken"), "");

        var line = Net("taken").Explain(Thrown()).Message;

        Assert.Equal("Unexpected InvalidOperationException: the flux capacitor is missing (the trace is above: no log file can be written)", line);
        Assert.Contains($"   at {typeof(SafetyNetTests).FullName}.{nameof(Thrown)}", _lastResort.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_explained_needs_no_trace()
    {
        Assert.Equal("no region", Net("logs").Explain(new PipelineException("no region")).Message);
        Assert.False(Directory.Exists(Path.Combine(_folder, "logs")));
    }

    [Fact]
    public void What_was_caught_once_has_one_file()
    {
        var net = Net("logs");
        var first = net.Explain(Thrown());
        Assert.Same(first, net.Explain(first));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "logs")));
    }

    [Fact]
    public void An_exception_that_itself_cannot_be_told_is_still_one_line() =>
        Assert.StartsWith("Unexpected Silent", Net("logs").Explain(new Silent()).Message, StringComparison.Ordinal);

    private SafetyNet Net(params string[] folders) =>
        new(new ErrorLog([.. folders.Select(folder => Path.Combine(_folder, folder))], new FakeTimeProvider(DateTimeOffset.UnixEpoch)), new TraceText(new Hashtable()), _lastResort);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("the flux capacitor is missing\nand more", new ArgumentNullException("paramName"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private sealed class Silent : Exception
    {
        public override string Message => throw new NotSupportedException("not even that");
    }
}
