using Amazon.Runtime;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>Every operation of every client, fully populated, against what botocore sends and understands.</summary>
[Trait("Suite", "wire")]
[Collection(PeerCollection.Name)]
public sealed class DifferentialTests(BotocorePeer peer)
{
    public static TheoryData<string, string> Operations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var client in GeneratedClient.All)
            {
                foreach (var operation in client.Operations.Keys) data.Add(client.Name, operation);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Requests_signatures_and_responses_equal_botocores(string service, string operation) =>
        AssertNone(await DifferencesAsync(service, operation, "full"));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_empty_answer_is_an_empty_response(string service, string operation) =>
        AssertNone(await DifferencesAsync(service, operation, "empty"));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_modelled_error_is_thrown_as_its_exception(string service, string operation)
    {
        var differences = new List<string>();
        foreach (var error in await peer.ErrorsAsync(GeneratedClient.Named(service).NewConfig().ServiceId, operation))
            differences.AddRange((await DifferencesAsync(service, operation, error)).Select(line => $"{error}: {line}"));
        AssertNone(differences);
    }

    private static void AssertNone(IReadOnlyCollection<string> differences) =>
        Assert.True(differences.Count == 0, string.Join('\n', differences));

    private async Task<string[]> DifferencesAsync(string service, string operation, string answer)
    {
        var generated = GeneratedClient.Named(service);
        var config = generated.NewConfig();
        config.ServiceURL = peer.Address.ToString();
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        using var client = generated.New(config);
        await peer.ExpectAsync(config.ServiceId, operation, answer);
        var request = RequestFiller.Fill(generated.NewRequest(operation).GetType());
        try
        {
            var response = await generated.CallAsync(client, operation, request);
            return await peer.JudgeAsync(new { requestId = response.ResponseMetadata?.RequestId, members = ObjectDump.Of(response) });
        }
        catch (AmazonServiceException exception)
        {
            return await peer.JudgeAsync(new
            {
                exception = exception.GetType().Name,
                message = exception.Message,
                requestId = exception.RequestId,
                members = ObjectDump.Of(exception),
            });
        }
    }
}
