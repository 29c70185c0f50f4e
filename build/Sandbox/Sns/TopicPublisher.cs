using System.Text;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Sns;

/// <summary>Publishes to topics, which the emulator keeps.</summary>
internal sealed class TopicPublisher(IEmulator emulator)
{
    private const string Version = "2010-03-31";

    /// <summary>Publishes a message.</summary>
    /// <exception cref="AwsException">The topic does not exist.</exception>
    public async Task PublishAsync(string region, string topicArn, string? subject, string message, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string> { ["TopicArn"] = topicArn, ["Message"] = message };
        if (subject is not null) parameters["Subject"] = subject;
        var answer = await CallAsync(region, "Publish", parameters, cancellationToken);
        if (answer.Status != StatusCodes.Status200OK) throw new AwsException("NotFound", Encoding.UTF8.GetString(answer.Body), answer.Status);
    }

    /// <summary>Whether a topic exists.</summary>
    public async Task<bool> ExistsAsync(string region, string topicArn, CancellationToken cancellationToken) =>
        (await CallAsync(region, "GetTopicAttributes", new Dictionary<string, string> { ["TopicArn"] = topicArn }, cancellationToken)).Status == StatusCodes.Status200OK;

    private async Task<AwsResponse> CallAsync(string region, string operation, Dictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(parameters.Append(KeyValuePair.Create("Action", operation)).Append(KeyValuePair.Create("Version", Version)));
        return await emulator.AnswerAsync(new AwsRequest
        {
            Region = region,
            Service = "sns",
            Operation = operation,
            Protocol = AwsProtocol.Query,
            PathAndQuery = "/",
            Body = await form.ReadAsByteArrayAsync(cancellationToken),
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        }, cancellationToken);
    }
}
