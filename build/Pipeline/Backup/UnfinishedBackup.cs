using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup;

/// <summary>A backup that was begun: what was seen before it, kept so that a killed run is gone on with.</summary>
/// <param name="Token">The idempotency token of its job: asked for again with it, AWS answers with the same job.</param>
/// <param name="DatabaseArn">The database.</param>
/// <param name="Image">The image that was live.</param>
/// <param name="TaskDefinitionArn">The task definition that was live.</param>
/// <param name="Canary">Written before.</param>
/// <param name="Before">Content before.</param>
public sealed record UnfinishedBackup(string Token, string DatabaseArn, string Image, string TaskDefinitionArn, Canary Canary, Inventory Before);
