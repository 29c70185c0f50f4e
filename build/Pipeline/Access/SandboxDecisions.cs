using System.Globalization;
using System.Net.Http.Json;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Access;

/// <summary>Reads from a sandbox what its access control has decided.</summary>
/// <param name="http">Leads to the sandbox.</param>
public sealed class SandboxDecisions(HttpClient http)
{
    /// <summary>The decisions at or after a moment.</summary>
    /// <exception cref="PipelineException">The sandbox does not answer.</exception>
    public async Task<IReadOnlyList<AccessDecisionRecord>> SinceAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        try
        {
            var at = Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture));
            return (await http.GetFromJsonAsync<Answer>($"/_sandbox/access?since={at}", cancellationToken))!.Decisions;
        }
        catch (HttpRequestException unreachable)
        {
            throw new PipelineException($"The sandbox's decisions cannot be read: {unreachable.Message}", "artifacts/access.json is not written. Run the same target again with --record-access.", unreachable);
        }
    }

    private sealed record Answer(IReadOnlyList<AccessDecisionRecord> Decisions);
}
