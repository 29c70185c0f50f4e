using System.Collections.Concurrent;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Where this sandbox's answers differ from AWS's models, each difference once.</summary>
public sealed partial class AnswerJournal(ILogger<AnswerJournal> log)
{
    private readonly ConcurrentDictionary<AnswerDifference, bool> _differences = new();

    /// <summary>The differences found since the gateway started.</summary>
    public IReadOnlyList<AnswerDifference> All =>
        [.. _differences.Keys.OrderBy(difference => (difference.Service, difference.Operation, difference.What))];

    /// <summary>Holds an answer against the model.</summary>
    public void Note(AwsRequest request, AwsResponse response)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var what in AnswerCheck.Differences(request, response))
            if (_differences.TryAdd(new AnswerDifference(request.Service, request.Operation, what), true)) LogDifference(request.Service, request.Operation, what);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer of {Service}:{Operation} differs from AWS's model: {What}")]
    private partial void LogDifference(string service, string operation, string what);
}
