using Notejam.Sandbox.Access;
using Notejam.Sandbox.Sts;
using Notejam.Sandbox.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Backup;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.ElastiCache;
using Notejam.Sandbox.Emulator;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Rds;
using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Tests.Rds;

/// <summary>A gateway with the databases and the caches, and a real moto behind; called with boto3. It can be killed and started again.</summary>
public sealed class DataSandbox : IAsyncLifetime
{
    private WebApplication? _app;

    public SandboxOptions Options { get; } = new() { Port = 4800, StateDirectory = SandboxOptions.DefaultStateDirectory(4800) };

    /// <summary>What goes wrong on request.</summary>
    public FaultRules Faults => _app!.Services.GetRequiredService<FaultRules>();

    /// <summary>How much of a restored database's volume is loaded, from 0 to 1.</summary>
    public double Loaded(int port) => _app!.Services.GetRequiredService<LazyVolumes>().Loaded(port);

    /// <summary>Bytes of a volume that is still loaded.</summary>
    public long VolumeOf(int port) => _app!.Services.GetRequiredService<LazyVolumes>().Find(port)!.Bytes;

    public string AuthorityFile => Path.Combine(Options.StateDirectory, "ca", "ca.pem");

    public async Task InitializeAsync()
    {
        // Whoever stops a sandbox meanwhile leaves the engine up.
        using var engine = await new Machine.ThisMachine().Engine.EnsureRunningAsync();
        // What a killed run left is nobody's.
        await using (var leftover = Build()) await leftover.Services.GetRequiredService<SandboxTeardown>().RemoveAsync();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopGatewayAsync();
        await using var last = Build();
        await last.Services.GetRequiredService<SandboxTeardown>().RemoveAsync();
    }

    /// <summary>A new gateway on what the old one kept; servers go on meanwhile.</summary>
    public async Task RestartAsync()
    {
        await StopGatewayAsync();
        await StartAsync();
    }

    /// <summary>Runs Python with boto3's clients <c>rds</c>, <c>elasticache</c>, <c>secrets</c> and a function <c>wait(get)</c>.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> PythonAsync(string script)
    {
        var prelude = $"""
            import boto3, json, time
            options = dict(endpoint_url="http://127.0.0.1:{Options.Port}", region_name="eu-central-1",
                           aws_access_key_id="AKIASANDBOX", aws_secret_access_key="sandbox")
            rds = boto3.client("rds", **options)
            elasticache = boto3.client("elasticache", **options)
            secrets = boto3.client("secretsmanager", **options)

            def client(service): return boto3.client(service, **options)

            def wait(get, status="available"):
                for _ in range(1800):
                    if get() == status: return
                    assert get() not in ("failed", "create-failed"), get()
                    time.sleep(0.1)
                raise AssertionError(get())

            def instance(name): return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


            """;
        var command = ProcessCommand.Of("python3", "-") with { StandardInput = prelude + script };
        var result = await new ProcessRunner().RunAsync(command);
        Assert.True(result.Succeeded, result.Error);
        return result.Output.Trim();
    }

    private async Task StartAsync()
    {
        _app = Build();
        Directory.CreateDirectory(Options.StateDirectory);
        await _app.Services.GetRequiredService<MotoServer>().EnsureRunningAsync();
        _app.MapFallback("{*path}", context => context.RequestServices.GetRequiredService<GatewayEndpoint>().HandleAsync(context));
        await _app.StartAsync();
        await Roles.EnsureAsync(new Uri($"http://127.0.0.1:{Options.Port}"), "backup");
    }

    private async Task StopGatewayAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _app = null;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Options.Port}");
        builder.Services.AddSandboxHost(Options).AddDaemon().AddGateway().AddEmulator().AddSts().AddAccess().AddRds().AddElastiCache().AddBackup();
        return builder.Build();
    }
}

/// <summary>One sandbox for all classes that need it: its port exists once.</summary>
[CollectionDefinition(Name)]
public sealed class DataSandboxCollection : ICollectionFixture<DataSandbox>
{
    public const string Name = "data sandbox";
}
