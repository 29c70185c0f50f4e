namespace Notejam.Throttling;

/// <summary>How often something may happen.</summary>
/// <param name="Name">Part of the counter's key: rules of one name share counters.</param>
/// <param name="Limit">Times allowed within the window.</param>
/// <param name="Window">How long a count lasts, from the first one.</param>
public sealed record ThrottleRule(string Name, int Limit, TimeSpan Window);
