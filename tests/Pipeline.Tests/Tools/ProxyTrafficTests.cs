using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Notejam.Machine.Docker;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;
using Notejam.Pipeline.Tests.Verification;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

/// <summary>What a proxy hears of: each run is a process, for proxies are settled once a process.</summary>
public sealed class ProxyTrafficTests : IDisposable
{
    private readonly RecordingServer _proxy = new();
    private readonly RecordingServer _sandbox = new();
    private readonly RecordingServer _loadBalancer = new(204, IPAddress.Parse("127.0.66.1"));

    public void Dispose()
    {
        _proxy.Dispose();
        _sandbox.Dispose();
        _loadBalancer.Dispose();
    }

    [Theory]
    [InlineData("HTTP_PROXY=P HTTPS_PROXY=P")]
    [InlineData("http_proxy=P https_proxy=P")]
    [InlineData("ALL_PROXY=P")]
    [InlineData("all_proxy=P NO_PROXY=localhost,127.0.0.1")]
    public async Task With_a_sandbox_a_proxy_hears_of_nothing(string variables)
    {
        var result = await RunAsync(variables, "aws", _sandbox.Url);
        Assert.Empty(_proxy.Requests);
        Assert.True(_sandbox.Requests.Count >= 14, result.Output + result.Error);
    }

    [Theory]
    [InlineData("HTTPS_PROXY=P")]
    [InlineData("https_proxy=P NO_PROXY=localhost,127.0.0.1,10.0.0.0/8,example.com")]
    [InlineData("ALL_PROXY=P")]
    public async Task Without_one_aws_is_asked_through_the_proxy_and_a_proxy_that_refuses_is_named(string variables)
    {
        var result = await RunAsync(variables, "aws", "");
        foreach (var host in new[] { "sts", "ecs", "rds", "api.ecr", "s3", "backup", "codedeploy" })
            Assert.Contains($"CONNECT {host}.eu-central-1.amazonaws.com:443", _proxy.Requests);
        Assert.Contains($"AWS cannot be reached at https://sts.eu-central-1.amazonaws.com/ through the proxy {_proxy.Url}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP_PROXY=P HTTPS_PROXY=P ALL_PROXY=P")]
    [InlineData("http_proxy=P NO_PROXY=localhost,127.0.0.1")]
    [InlineData("all_proxy=P no_proxy=")]
    public async Task What_is_on_this_machine_is_asked_directly_and_others_through_the_proxy(string variables)
    {
        var result = await RunAsync(variables, "get", _loadBalancer.Url, _sandbox.Url, _sandbox.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "http://somewhere.example/");
        Assert.Equal(["GET http://somewhere.example/"], _proxy.Requests);
        Assert.True(_loadBalancer.Requests.Count == 1 && _sandbox.Requests.Count == 2, result.Output + result.Error);
    }

    [Fact]
    public async Task Nobody_is_asked_through_a_proxy_that_is_not_to_be_asked_for_him()
    {
        await RunAsync("HTTP_PROXY=P NO_PROXY=.example,192.0.2.0/24", "get", "http://somewhere.example/", "http://192.0.2.7:1/", "http://another.test/");
        Assert.Equal(["GET http://another.test/"], _proxy.Requests);
    }

    [Fact]
    public async Task A_release_that_a_proxy_does_not_let_through_is_told_with_the_proxy()
    {
        var result = await RunAsync("http_proxy=P", "verify");
        Assert.All(_proxy.Requests, request => Assert.StartsWith("GET http://balancer.example:", request, StringComparison.Ordinal));
        Assert.Contains($"is not ready, asked through the proxy {_proxy.Url}: /healthz/ready answers 403", result.Output, StringComparison.Ordinal);
        Assert.Contains("add the name to NO_PROXY", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_docker_engine_is_asked_at_its_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"notejam-{Guid.NewGuid():N}.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var line = ReadAsync(listener);
        var result = await RunAsync("HTTP_PROXY=P ALL_PROXY=P", "engine", path);
        Assert.True(line.IsCompletedSuccessfully, result.Output + result.Error);
        Assert.Matches("^GET /(v[0-9.]+/)?version ", await line);
        Assert.Empty(_proxy.Requests);
        File.Delete(path);
    }

    /// <summary>In a process of its own.</summary>
    internal static async Task<int> GetAsync(string[] urls)
    {
        OutgoingProxy.Install(isClosed: false, []);
        foreach (var url in urls)
        {
            using var http = url.Contains("127.0.66", StringComparison.Ordinal) ? PublicAccess.Internet.OpenAt("127.0.66.1") : new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
            try
            {
                using var answer = await http.GetAsync(new Uri(url));
                Console.WriteLine($"{url}: {(int)answer.StatusCode}");
            }
            catch (Exception exception)
            {
                Console.WriteLine($"{url}: {exception.Message}");
            }
        }

        return 0;
    }

    /// <summary>In a process of its own.</summary>
    internal static async Task<int> VerifyAsync()
    {
        OutgoingProxy.Install(isClosed: false, []);
        using var stage = new VerifyStageTests();
        try
        {
            Console.WriteLine(await stage.VerifyAsync());
        }
        catch (PipelineException exception)
        {
            Console.WriteLine(exception.Message);
        }

        return 0;
    }

    /// <summary>In a process of its own.</summary>
    internal static async Task<int> AskEngineAsync(string socket)
    {
        OutgoingProxy.Install(isClosed: false, []);
        using var client = new DockerClientBuilder().WithEndpoint(new Uri($"unix://{socket}")).Build();
        Console.WriteLine(await EngineProbe.AskAsync(client));
        return 0;
    }

    // The probe connects once by hand before the client does.
    private static async Task<string> ReadAsync(Socket listener)
    {
        while (true)
        {
            using var connection = await listener.AcceptAsync();
            var buffer = new byte[4096];
            var read = await connection.ReceiveAsync(buffer);
            if (read > 0) return Encoding.ASCII.GetString(buffer, 0, read).Split('\n')[0];
        }
    }

    private Task<ProcessResult> RunAsync(string variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), SandboxEnvironment.WithoutAws(ProxyVariables.Without(Variables.OfThisProcess()))))
        {
            ["AWS_ACCESS_KEY_ID"] = "AKIATEST", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_CONFIG_FILE"] = SandboxEnvironment.NoFile, ["AWS_SHARED_CREDENTIALS_FILE"] = SandboxEnvironment.NoFile,
            ["NO_PROXY"] = null, ["no_proxy"] = null,
        };
        foreach (var variable in variables.Split(' ').Select(text => text.Split('=', 2))) environment[variable[0]] = variable[1] == "P" ? _proxy.Url : variable[1];
        return new ProcessRunner().RunAsync(ProcessCommand.Of("dotnet", [typeof(ProxyTrafficTests).Assembly.Location, .. arguments]) with { Environment = environment });
    }
}
