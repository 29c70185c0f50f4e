namespace Notejam.Sandbox.Rds.Model;

/// <summary>Something that happened to an instance, as RDS tells it for fourteen days.</summary>
/// <param name="SourceIdentifier">The instance's name.</param>
/// <param name="SourceArn">Its ARN.</param>
/// <param name="Category">One of RDS's event categories: <c>creation</c>, <c>failure</c>, <c>backup</c>, <c>availability</c>, <c>deletion</c>, <c>restoration</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="Date">When.</param>
public sealed record DbEvent(string SourceIdentifier, string SourceArn, string Category, string Message, DateTimeOffset Date);
