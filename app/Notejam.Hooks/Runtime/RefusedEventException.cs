namespace Notejam.Hooks.Runtime;

/// <summary>A call whose event no handler can read.</summary>
/// <param name="requestId">Lambda's id of the call, which must be answered all the same.</param>
internal sealed class RefusedEventException(string requestId) : Exception("The event is no JSON object.")
{
    /// <summary>Lambda's id of the call.</summary>
    public string RequestId { get; } = requestId;
}
