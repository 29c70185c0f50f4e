using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Sns;

/// <summary>Publishes to topics, which the emulator keeps.</summary>
internal sealed class TopicPublisher(IEmulator emulator, IServicePermissions permissions)
{
    private const string Version = "2010-03-31";

    /// <summary>Publishes a message of a service, which the topic's policy, and its key's, must allow.</summary>
    /// <param name="publishes">The call on the topic.</param>
    /// <param name="encrypts">The call on the key of an encrypted topic.</param>
    /// <param name="source">ARN of what the message is about.</param>
    /// <exception cref="AwsException">The topic does not exist, or the service may not.</exception>
    public async Task PublishAsync(ServiceCall publishes, ServiceCall encrypts, string source, string region, string topicArn, string? subject, string message, CancellationToken cancellationToken)
    {
        await permissions.DemandAsync(publishes, region, [topicArn], source, cancellationToken);
        if (await KeyOfAsync(region, topicArn, cancellationToken) is { } key)
            await permissions.DemandAsync(encrypts, region, [key], source, cancellationToken, ("kms:ViaService", $"sns.{region}.amazonaws.com"), ("kms:EncryptionContext:aws:sns:topicArn", topicArn));
        await PublishAsync(region, topicArn, subject, message, cancellationToken);
    }

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

    // The key of AWS's own needs no policy of the customer's.
    private async Task<string?> KeyOfAsync(string region, string topicArn, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(region, "GetTopicAttributes", new Dictionary<string, string> { ["TopicArn"] = topicArn }, cancellationToken);
        if (answer.Status != StatusCodes.Status200OK) return null;
        var key = XElement.Parse(Encoding.UTF8.GetString(answer.Body)).Descendants()
            .Where(element => element.Name.LocalName == "entry" && element.Elements().FirstOrDefault()?.Value == "KmsMasterKeyId").Select(element => element.Elements().Last().Value).FirstOrDefault();
        return string.IsNullOrEmpty(key) || key.StartsWith("alias/aws/", StringComparison.Ordinal) ? null : key;
    }

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
