using System.Globalization;
using System.Text.Json.Nodes;

namespace Notejam.Hooks.Runtime;

/// <summary>Writes one JSON object a line, as the application does: CloudWatch finds by their members.</summary>
internal sealed class FunctionLog(TextWriter output, TimeProvider time)
{
    private string? _requestId;

    /// <summary>The call that lines belong to from now on.</summary>
    public void Begin(string requestId) => _requestId = requestId;

    /// <summary>What happened.</summary>
    public void Info(string message) => Write("Information", message);

    /// <summary>What failed; alarms count these lines.</summary>
    public void Error(string message) => Write("Error", message);

    private void Write(string level, string message) => output.WriteLine(new JsonObject
    {
        ["Timestamp"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["LogLevel"] = level,
        ["RequestId"] = _requestId,
        ["Message"] = message,
    }.ToJsonString());
}
