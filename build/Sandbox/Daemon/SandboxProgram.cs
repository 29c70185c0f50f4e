using System.Net;
using Microsoft.AspNetCore.Connections;
using Notejam.Machine;
using Notejam.Machine.Environments;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Ecr.Scanning;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Models;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Daemon.Page;
using Notejam.Sandbox.Route53.Names;
using Notejam.Sandbox.Sts.WebIdentity;

namespace Notejam.Sandbox.Daemon;

/// <summary>The gateway's life: prepare, serve, and at the end remove everything if that was asked for.</summary>
public static class SandboxProgram
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(5);

    /// <summary>Does what a command says.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MachineException">The sandbox cannot start; the message names cause and remedy.</exception>
    public static async Task<int> RunAsync(SandboxCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Help)
        {
            Console.WriteLine(SandboxCommand.Usage);
            return 0;
        }

        // The proxy of its environment is for packages and images. All that the gateway itself talks to is on this machine.
        HttpClient.DefaultProxy = OutgoingProxy.None;
        await using var app = Build(command.Options);
        var teardown = app.Services.GetRequiredService<SandboxTeardown>();
        if (command.Stop)
        {
            await teardown.StopAsync();
            Console.WriteLine($"The sandbox of port {command.Options.Port} is stopped.");
            return 0;
        }

        using var held = await app.Services.GetRequiredService<SandboxStartup>().PrepareAsync(command.TakeOver);
        await ServeAsync(app, command.Options, held);
        if (app.Services.GetRequiredService<StopRequest>().Everything) await teardown.RemoveAsync();
        return 0;
    }

    private static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Yarp", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
            foreach (var region in SandboxOptions.Regions) kestrel.Listen(IPAddress.Loopback, options.RegistryPort(region));
            if (TaskDoor.IsPossible) kestrel.Listen(IPAddress.Parse(options.NetworkGateway), options.Port);
        });
        builder.Services.AddSingleton<IConnectionListenerFactory, SharedTransport>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddSandbox(options).AddDaemon();

        var app = builder.Build();
        app.UseRequestGate();
        app.UseDeadRegions(options);
        app.MapWhen(context => context.Connection.LocalPort != options.Port, branch => branch.Run(
            context => context.RequestServices.GetRequiredService<RegistryEndpoint>().HandleAsync(context)));
        app.UseOwnApiGuard(options.Port);
        app.MapPage();
        app.MapFaults();
        app.MapAnswers();
        app.MapAdvisories();
        app.MapNames();
        app.MapAuthority();
        app.MapAccess();
        app.MapTokens();
        app.MapFallback("{*path}", context => context.RequestServices.GetRequiredService<GatewayEndpoint>().HandleAsync(context));
        return app;
    }

    private static async Task ServeAsync(WebApplication app, SandboxOptions options, IDisposable held)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new MachineException($"{error.Message} End the process that holds the port, or {PortCheck.Elsewhere}.", error);
        }

        Console.WriteLine($"The sandbox serves {string.Join(" and ", SandboxOptions.Regions)} at http://127.0.0.1:{options.Port}");
        app.Services.GetRequiredService<Predecessor>().Dismiss();
        var handover = app.Services.GetRequiredService<HandoverServer>();
        var ended = app.WaitForShutdownAsync();
        var handedOver = handover.RunAsync(held, app.Lifetime.ApplicationStopping);
        await Task.WhenAny(ended, handedOver);
        // The host is not stopped: its services are the successor's by then.
        if (handedOver.IsCompletedSuccessfully) await handover.DrainAsync();
        else await ended;
    }
}
