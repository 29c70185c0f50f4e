using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Environments;

/// <summary>Clients that nobody here wrote, in the sandbox's environment: each must ask the sandbox, and only it.</summary>
[Trait("Suite", "wire")]
public sealed class RealClientsTests : IDisposable
{
    private const string Buckets = "import boto3, botocore.config; boto3.client('s3', region_name='eu-central-1', config=botocore.config.Config(retries={'total_max_attempts': 1})).list_buckets()";

    private const string Backend = """
        terraform {
          backend "s3" {
            bucket         = "state"
            key            = "x.tfstate"
            region         = "eu-central-1"
            use_path_style = true
          }
        }

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-clients-");
    private readonly RecordingServer _sandbox = new();
    private readonly RecordingServer _other = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _sandbox.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("python3", "-c", Buckets)]
    [InlineData("aws", "s3api", "list-buckets", "--region", "eu-central-1")]
    [InlineData("aws", "sts", "get-caller-identity", "--region", "eu-central-1")]
    [InlineData("terraform", "init", "-input=false")]
    public async Task A_client_asks_the_sandbox_and_nobody_else(string program, params string[] arguments)
    {
        var hostile = Hostile();
        await RunAsync(hostile, program, arguments);
        Assert.NotEmpty(_other.Requests);

        var before = _other.Requests.Count;
        var result = await RunAsync(SandboxEnvironment.Of(hostile, new Uri(_sandbox.Url)), program, arguments);
        Assert.True(_sandbox.Requests.Count > 0, result.Output + result.Error);
        Assert.Equal(before, _other.Requests.Count);
    }

    private Task<ProcessResult> RunAsync(IReadOnlyDictionary<string, string> environment, string program, string[] arguments) =>
        new ProcessRunner().RunAsync(new ProcessCommand(program, arguments) { WorkingDirectory = _folder.FullName, Environment = Variables.Changes(Variables.OfThisProcess(), environment) });

    private Dictionary<string, string> Hostile()
    {
        var config = Path.Combine(_folder.FullName, "config");
        File.WriteAllText(config, $"[default]\nservices = mine\n\n[services mine]\ns3 =\n  endpoint_url = {_other.Url}\nsts =\n  endpoint_url = {_other.Url}\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "main.tf"), Backend);
        var environment = SandboxEnvironment.WithoutAws(Variables.OfThisProcess());
        environment["AWS_CONFIG_FILE"] = config;
        environment["AWS_ENDPOINT_URL_S3"] = environment["AWS_ENDPOINT_URL_STS"] = environment["AWS_S3_ENDPOINT"] = _other.Url;
        environment["AWS_ACCESS_KEY_ID"] = "AKIAREAL";
        environment["AWS_SECRET_ACCESS_KEY"] = "real";
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_MAX_ATTEMPTS"] = "1";
        environment["CHECKPOINT_DISABLE"] = "1";
        return environment;
    }
}
