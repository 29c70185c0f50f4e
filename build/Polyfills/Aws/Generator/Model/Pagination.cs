using System.Collections.Generic;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>Which members carry the token from a response to the next request, and which hold the results.</summary>
internal sealed class Pagination(
    IReadOnlyList<string> inputTokens, IReadOnlyList<string> outputTokens, IReadOnlyList<string> resultKeys)
{
    public IReadOnlyList<string> InputTokens { get; } = inputTokens;

    public IReadOnlyList<string> OutputTokens { get; } = outputTokens;

    public IReadOnlyList<string> ResultKeys { get; } = resultKeys;
}
