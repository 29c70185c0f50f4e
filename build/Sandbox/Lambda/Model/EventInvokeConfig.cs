using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Lambda.Model;

/// <summary>What becomes of events whose invocation fails.</summary>
/// <param name="Retries">0 to 2.</param>
/// <param name="AgeSeconds">How old an event may get, 60 to 21600 seconds.</param>
/// <param name="Destinations">Who is told how an event ended: OnSuccess, OnFailure.</param>
public sealed record EventInvokeConfig(int? Retries, int? AgeSeconds, JsonObject Destinations, DateTimeOffset ModifiedAt);
