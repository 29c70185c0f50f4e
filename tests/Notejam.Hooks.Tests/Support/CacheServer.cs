using System.Globalization;
using System.Net.Sockets;
using System.Xml.Linq;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Tests.Support;
using Notejam.Tests.Servers;

namespace Notejam.Hooks.Tests.Support;

/// <summary>A Redis that speaks TLS and, asked through ElastiCache's API, takes tokens as ElastiCache does: of two at most.</summary>
internal sealed class CacheServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BackgroundProcess _process;
    private bool _hasOperator;

    public CacheServer(TestCertificates certificates)
    {
        AuthorityFile = certificates.Authority;
        _process = BackgroundProcess.Start(ProcessCommand.Of(
            "redis-server", "--port", "0", "--tls-port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _folder.Path,
            "--tls-cert-file", certificates.Certificate, "--tls-key-file", certificates.Key, "--tls-ca-cert-file", certificates.Authority, "--tls-auth-clients", "no", "--unixsocket", Socket));
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>The tokens that are good; none before the first.</summary>
    public IReadOnlyList<string> Tokens { get; private set; } = [];

    /// <summary>The authority's certificate, as a PEM file.</summary>
    public string AuthorityFile { get; }

    private string Socket => Path.Combine(_folder.Path, "redis.sock");

    public Task StartAsync() => Eventually.HoldsAsync("Redis answers", async () =>
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return File.Exists(Socket);
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>Lets an AWS change the tokens.</summary>
    public void Serve(FakeAws aws) => aws.OnQuery("DescribeReplicationGroups", _ => new XElement("Result", new XElement("ReplicationGroups", Group()))).OnQuery("ModifyReplicationGroup", input =>
    {
        var token = (string)input["AuthToken"]!;
        Tokens = (string)input["AuthTokenUpdateStrategy"]! switch { "ROTATE" => [.. Tokens.TakeLast(1), token], "SET" when Tokens.Contains(token) => [token], _ => throw new AwsError("InvalidParameterValue", "The token is not one of the group's.") };
        SetPasswords(Tokens);
        return new XElement("Result", Group());
    });

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete();
    }

    private XElement Group() => new("ReplicationGroup", new XElement("ReplicationGroupId", "cache"), new XElement("Status", "available"), new XElement("AuthTokenEnabled", Tokens.Count > 0));

    // A user of its own changes the tokens, so that none of them is needed for it.
    private void SetPasswords(IReadOnlyList<string> passwords)
    {
        if (!_hasOperator) Run("ACL", "SETUSER", "operator", "on", ">operator", "+@all", "~*");
        string[] signIn = _hasOperator ? ["--user", "operator", "--pass", "operator", "--no-auth-warning"] : [];
        _hasOperator = true;
        Run([.. signIn, "ACL", "SETUSER", "default", "resetpass", .. passwords.Select(password => ">" + password)]);
    }

    private void Run(params string[] arguments)
    {
        var result = new ProcessRunner().RunAsync(new ProcessCommand("redis-cli", ["-s", Socket, .. arguments])).GetAwaiter().GetResult();
        if (!result.Succeeded || !result.Output.Contains("OK", StringComparison.Ordinal)) throw new InvalidOperationException(result.Output + result.Error);
    }
}
