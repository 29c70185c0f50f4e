namespace Notejam.Pipeline.Records;

/// <summary>A release that was seen answering.</summary>
/// <param name="Url">Where.</param>
/// <param name="ReadyMilliseconds">How long its readiness took to answer, in milliseconds.</param>
public sealed record Release(Digest Digest, string TaskDefinitionArn, Uri Url, long ReadyMilliseconds);
