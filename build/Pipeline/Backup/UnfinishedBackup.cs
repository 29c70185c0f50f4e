using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup;

/// <summary>A backup that was begun: what was seen before it, kept so that another run goes on with it.</summary>
/// <param name="Token">The idempotency token of its job: asked for again with it, AWS answers with the same job.</param>
/// <param name="DatabaseArn">The database.</param>
/// <param name="Image">The image that was live.</param>
/// <param name="TaskDefinitionArn">The task definition that was live.</param>
/// <param name="Canary">Written before.</param>
/// <param name="Before">Content before.</param>
/// <param name="Run">The run that began it; null when an older version did.</param>
/// <param name="JobId">Its job; null until AWS Backup has answered.</param>
public sealed record UnfinishedBackup(string Token, string DatabaseArn, string Image, string TaskDefinitionArn, Canary Canary, Inventory Before, RunIdentity? Run = null, string? JobId = null);
