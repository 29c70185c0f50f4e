namespace Notejam.Sandbox.Gateway.Throttling;

/// <summary>How many requests of a category an account may make: AWS's token buckets.</summary>
/// <param name="Category">Its name in AWS's documentation; the operations of a category share one bucket.</param>
/// <param name="Capacity">Tokens of a full bucket: the most requests at once.</param>
/// <param name="Refill">Tokens a second: the most requests over time.</param>
public sealed record RateLimit(string Category, double Capacity, double Refill);
