using System.Reflection;
using Amazon.Runtime;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

/// <summary>Where the pipeline's own clients go: each run is a process, for the SDK reads variables and files once.</summary>
public sealed class AwsTrafficTests : IDisposable
{
    private static readonly string[] Reading = ["Describe", "List", "Get"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-aws-");
    private readonly RecordingServer _sandbox = new();
    private readonly RecordingServer _other = new();
    // In the internet's place: no test sends anything to AWS itself.
    private readonly RecordingServer _internet = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _sandbox.Dispose();
        _other.Dispose();
        _internet.Dispose();
    }

    /// <summary>What leads the clients to the other one: by variables, files, or both.</summary>
    public static TheoryData<string> Traps => [.. Sets.Keys];

    private static Dictionary<string, (string Variables, string File)> Sets => new()
    {
        ["an endpoint for all"] = ("AWS_ENDPOINT_URL=OTHER", ""),
        ["an endpoint of one service"] = ("AWS_ENDPOINT_URL_S3=OTHER AWS_ENDPOINT_URL_STS=OTHER AWS_ENDPOINT_URL_ECS=OTHER AWS_ENDPOINT_URL_IAM=OTHER", ""),
        ["a profile's endpoint"] = ("AWS_CONFIG_FILE=FILE", "[default]\nendpoint_url = OTHER\nregion = us-east-1\n"),
        ["a named profile's endpoint"] = ("AWS_CONFIG_FILE=FILE AWS_PROFILE=work", "[profile work]\nendpoint_url = OTHER\n"),
        ["a profile's services"] = ("AWS_CONFIG_FILE=FILE", "[default]\nservices = mine\n\n[services mine]\ns3 =\n  endpoint_url = OTHER\nsts =\n  endpoint_url = OTHER\n"),
        ["a profile in the home folder"] = ("HOME=HOME", "[default]\nendpoint_url = OTHER\n"),
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task With_a_sandbox_nobody_else_is_asked(string trap)
    {
        var result = await AskAsync(trap, _sandbox.Url);
        Assert.Empty(_other.Requests);
        Assert.Empty(_internet.Requests);
        Assert.True(_sandbox.Requests.Count >= Clients, $"{_sandbox.Requests.Count} requests\n{result.Output}{result.Error}");
    }

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task Without_one_each_of_these_does_lead_elsewhere(string trap)
    {
        var result = await AskAsync(trap, "");
        Assert.True(_other.Requests.Count > 0, result.Output + result.Error);
    }

    [Theory]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI=OTHER/x AWS_CONTAINER_AUTHORIZATION_TOKEN=x")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=FILE AWS_ROLE_ARN=arn:aws:iam::111122223333:role/x AWS_ROLE_SESSION_NAME=x AWS_ENDPOINT_URL_STS=OTHER")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT=OTHER AWS_EC2_METADATA_DISABLED=false")]
    [InlineData("AWS_USE_FIPS_ENDPOINT=true AWS_USE_DUALSTACK_ENDPOINT=true")]
    [InlineData("AWS_S3_ENDPOINT=OTHER AWS_MAX_ATTEMPTS=1 AWS_DEFAULTS_MODE=mobile AWS_CSM_ENABLED=true")]
    public async Task With_a_sandbox_every_client_reaches_it_whatever_else_is_set(string variables)
    {
        var result = await AskAsync((variables, "[default]\nignore_configured_endpoint_urls = true\n"), _sandbox.Url);
        Assert.Empty(_other.Requests);
        Assert.Empty(_internet.Requests);
        Assert.True(_sandbox.Requests.Count >= Clients, $"{_sandbox.Requests.Count} requests\n{result.Output}{result.Error}");
    }

    private static int Clients => ClientsOf.Count() + 2;

    private static IEnumerable<PropertyInfo> ClientsOf => typeof(AwsSession).GetProperties().Where(property => typeof(IAmazonService).IsAssignableFrom(property.PropertyType));

    private Task<ProcessResult> AskAsync(string trap, string sandbox) => AskAsync(Sets[trap], sandbox);

    private async Task<ProcessResult> AskAsync((string Variables, string File) set, string sandbox)
    {
        var file = Path.Combine(_folder.CreateSubdirectory(".aws").FullName, "config");
        await File.WriteAllTextAsync(file, set.File.Replace("OTHER", _other.Url, StringComparison.Ordinal));
        var environment = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), SandboxEnvironment.WithoutAws(Variables.OfThisProcess())))
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIAREAL", ["AWS_SECRET_ACCESS_KEY"] = "real", ["AWS_EC2_METADATA_DISABLED"] = "true", ["HTTPS_PROXY"] = _internet.Url,
        };
        foreach (var name in new[] { "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy" }) environment[name] = null;
        foreach (var variable in set.Variables.Split(' ').Select(text => text.Split('=', 2)))
            environment[variable[0]] = variable[1].Replace("OTHER", _other.Url, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal).Replace("HOME", _folder.FullName, StringComparison.Ordinal);
        return await new ProcessRunner().RunAsync(ProcessCommand.Of("dotnet", typeof(AwsTrafficTests).Assembly.Location, "aws", sandbox) with { Environment = environment });
    }

    /// <summary>In a process of its own: asks each service once; its answer, a refusal, does not matter.</summary>
    /// <param name="sandbox">Its endpoint; empty for none.</param>
    internal static async Task<int> AskEverybodyAsync(string sandbox)
    {
        if (sandbox.Length > 0) Variables.Apply(SandboxEnvironment.Of(Variables.OfThisProcess(), new Uri(sandbox)));
        OutgoingProxy.Install(isClosed: sandbox.Length > 0, []);
        using var aws = new AwsSession("eu-central-1", TimeSpan.FromSeconds(2));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var questions = ClientsOf.Select(client => AskAsync(client.GetValue(aws)!, limit.Token)).Append(AskAsync(aws.CreateS3(), limit.Token)).Append(WhoAmIAsync(aws, limit.Token));
        foreach (var answer in await Task.WhenAll(questions)) Console.WriteLine(answer);
        return 0;
    }

    // Some operations want an argument, which the client says before it sends anything: the next one, then.
    private static async Task<string> AskAsync(object client, CancellationToken cancellationToken)
    {
        var operations = client.GetType().GetMethods()
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal) && Reading.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)))
            .Where(method => method.GetParameters() is [{ ParameterType: var request }, { ParameterType: var token }] && token == typeof(CancellationToken) && request.IsSubclassOf(typeof(AmazonWebServiceRequest)));
        var said = $"{client.GetType().Name}: nothing was asked";
        foreach (var operation in operations)
        {
            try
            {
                await (Task)operation.Invoke(client, [Activator.CreateInstance(operation.GetParameters()[0].ParameterType), cancellationToken])!;
                return $"{operation.Name}: answered";
            }
            catch (Exception exception)
            {
                said = $"{operation.Name}: {exception.GetBaseException().Message}";
                if (exception is AmazonServiceException { StatusCode: not 0 } or HttpRequestException or OperationCanceledException) return said;
            }
        }

        return said;
    }

    private static async Task<string> WhoAmIAsync(AwsSession aws, CancellationToken cancellationToken)
    {
        try
        {
            return await aws.GetAccountAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }
}
