using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>AWS's own Python client (moto brings it): a client that nobody here wrote.</summary>
internal sealed class Boto3(int port)
{
    private const string Prologue = """
        import json, boto3, botocore
        from botocore.exceptions import ClientError
        def client(service, region='eu-central-1'):
            return boto3.client(service, region_name=region)
        def error(call):
            try:
                call()
            except ClientError as e:
                return [e.response['ResponseMetadata']['HTTPStatusCode'], e.response['Error']['Code'], e.response['Error']['Message']]
            return None

        """;

    /// <summary>Runs a script whose last act is to call <c>print(json.dumps(…))</c>.</summary>
    public async Task<JsonNode> RunAsync(string script)
    {
        var command = new ProcessCommand("python3", ["-c", Prologue + script])
        {
            Environment = Variables.Changes(
                Variables.OfThisProcess(), SandboxEnvironment.Of(ProxyVariables.Without(Variables.OfThisProcess()), new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")))),
        };
        var result = await new ProcessRunner().RunAsync(command);
        Assert.True(result.Succeeded, result.Error);
        return JsonNode.Parse(result.Output)!;
    }
}
