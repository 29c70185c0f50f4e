namespace Notejam.Pipeline.Records;

/// <summary>The task definition of a release, and its migration task.</summary>
/// <param name="TaskDefinitionArn">The registered revision that is rolled out next.</param>
/// <param name="Digest">The image that it names.</param>
/// <param name="TaskArn">The one-off task that migrated the database; null when there was nothing to migrate.</param>
public sealed record Migration(string TaskDefinitionArn, Digest Digest, string? TaskArn);
