using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Elb.Api;
using Notejam.Sandbox.Elb.Health;
using Notejam.Sandbox.Elb.Metrics;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>The real load balancers: keeps servers, routing tables and target pools as the state says.</summary>
internal sealed partial class TrafficPlane(
    ElbStore store, HealthProber prober, TargetForwarder forwarder, TrafficMetrics metrics, FaultRules faults,
    SandboxOptions options, CertificateAuthority authority, ListeningSockets sockets, RequestGate gate, TimeProvider clock, IServiceProvider services, ILogger<TrafficPlane> log) : ITrafficRoutes, IHostedService, IDisposable
{
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstChecks = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly ConcurrentDictionary<string, TargetPool> _pools = new();
    private readonly Dictionary<string, RunningListener> _listeners = [];

    /// <summary>The pools of a region's target groups.</summary>
    public IEnumerable<TargetPool> Pools => _pools.Values;

    /// <summary>Brings pools, routing tables and servers in line with a region's state. A listener whose port cannot be opened is logged.</summary>
    public Task RefreshAsync(string region, CancellationToken cancellationToken) => RefreshAsync(region, null, cancellationToken);

    /// <summary>Brings pools, routing tables and servers in line with a region's state.</summary>
    /// <param name="listenerArn">The listener that the caller asks for: whether others can be served is not its concern.</param>
    /// <exception cref="AwsException">That listener's port cannot be opened; everything else is in line.</exception>
    public async Task RefreshAsync(string region, string? listenerArn, CancellationToken cancellationToken)
    {
        AwsException? refusal = null;
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            // Pools under the lock: a target that is registered meanwhile is in its pool as well, or in neither.
            var seen = store.Read(region, state =>
            {
                RefreshPools(region, state);
                return state;
            });
            var wanted = seen.Listeners.Values.Select(listener => Plan(region, seen, listener)).ToList();
            foreach (var gone in _listeners.Where(pair => pair.Value.Region == region && wanted.TrueForAll(plan => plan.Arn != pair.Key)).ToList())
            {
                _listeners.Remove(gone.Key);
                await gone.Value.Server.DisposeAsync();
            }

            foreach (var plan in wanted)
            {
                try
                {
                    await ApplyAsync(plan, cancellationToken);
                }
                catch (AwsException error)
                {
                    // The region is of use without this listener; the next change tries again.
                    LogListenerFailed(error.Message);
                    if (plan.Arn == listenerArn) refusal = error;
                }
            }
        }
        finally
        {
            _refreshing.Release();
        }

        if (refusal is not null) throw refusal;
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (sockets.HasInherited) await AwaitFirstChecksAsync(cancellationToken);
        foreach (var region in store.Regions) await RefreshAsync(region, cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => DrainAsync(LastRequests);

    /// <summary>Stops listening, lets the last requests end, and then the checking.</summary>
    /// <param name="lastRequests">How long they may take.</param>
    public async Task DrainAsync(TimeSpan lastRequests)
    {
        await Task.WhenAll(_listeners.Values.Select(listener => listener.Server.StopAsync(lastRequests)));
        _listeners.Clear();
        foreach (var pool in _pools.Values) pool.Stop();
    }

    /// <inheritdoc />
    public void Dispose() => _refreshing.Dispose();

    // The predecessor's load balancers serve until then: no request is to find targets that are not known to be healthy yet.
    private async Task AwaitFirstChecksAsync(CancellationToken cancellationToken)
    {
        foreach (var region in store.Regions)
            store.Read(region, state =>
            {
                RefreshPools(region, state);
                return 0;
            });
        var start = clock.GetTimestamp();
        while (_pools.Values.SelectMany(pool => pool.Targets).Any(target => target.Health.State == TargetHealth.Registering.State)
            && clock.GetElapsedTime(start) < FirstChecks)
            await Task.Delay(Pause, clock, cancellationToken);
    }

    private void RefreshPools(string region, ElbRegion state)
    {
        foreach (var group in state.TargetGroups.Values)
        {
            var inUse = state.LoadBalancersUsing(group.Arn).Count > 0;
            if (_pools.TryGetValue(group.Arn, out var pool))
            {
                pool.Configure(group.HealthCheck, inUse);
                continue;
            }

            pool = _pools[group.Arn] = new TargetPool(group.Arn, prober, clock);
            pool.Configure(group.HealthCheck, inUse);
            foreach (var target in group.Targets) pool.Add(target.Id, target.Port);
        }

        foreach (var arn in _pools.Keys.Where(arn => arn.Split(':')[3] == region && !state.TargetGroups.ContainsKey(arn)))
            if (_pools.TryRemove(arn, out var pool)) pool.Stop();
    }

    private ListenerPlan Plan(string region, ElbRegion state, Listener listener)
    {
        var balancer = state.LoadBalancer(listener.LoadBalancerArn);
        var table = new RoutingTable(
            [.. state.RulesOf(listener).Select(rule => new Route([.. rule.Conditions], Compile(rule.Actions)))],
            Compile(listener.DefaultActions));
        return new ListenerPlan(
            region, listener.Arn, balancer.Arn,
            new IPEndPoint(IPAddress.Parse(options.LoadBalancerAddress(balancer.Number)), listener.Port),
            // Without a certificate of a name it speaks TLS for its address alone.
            listener.Protocol == "HTTPS" ? string.Join(',', listener.CertificateNames) : null,
            TimeSpan.FromSeconds(double.Parse(balancer.Attributes["idle_timeout.timeout_seconds"], System.Globalization.CultureInfo.InvariantCulture)),
            table);
    }

    // Only the last action decides; those before it (authentication) are not served.
    private RouteAction Compile(List<RuleAction> actions) => actions[^1] switch
    {
        { FixedResponse: { } answer } => new RouteAction.Answer(answer),
        { Redirect: { } redirect } => new RouteAction.SendElsewhere(redirect),
        var forward => new RouteAction.Forward(new WeightedChoice<TargetPool>([.. forward.TargetGroups.Select(group => (_pools[group.Arn], group.Weight))])),
    };

    private async Task ApplyAsync(ListenerPlan plan, CancellationToken cancellationToken)
    {
        if (_listeners.TryGetValue(plan.Arn, out var running) && running.Server.Endpoint.Equals(plan.Endpoint) && running.TlsFor == plan.TlsFor)
        {
            running.Handler.IdleTimeout = plan.IdleTimeout;
            running.Handler.Swap(plan.Table);
            return;
        }

        var handler = new ListenerHandler(plan.LoadBalancerArn, plan.Endpoint.Port, forwarder, metrics, clock) { IdleTimeout = plan.IdleTimeout };
        handler.Swap(plan.Table);
        try
        {
            if (running is not null && running.Server.Endpoint.Equals(plan.Endpoint)) await running.Server.DisposeAsync();
            var certificate = plan.TlsFor is { } names ? Issue(names.Split(',', StringSplitOptions.RemoveEmptyEntries), plan.Endpoint.Address) : null;
            var server = await ListenerServer.StartAsync(plan.Endpoint, certificate, context => HandleAsync(plan.Region, handler, context), services, cancellationToken);
            _listeners[plan.Arn] = new RunningListener(plan.Region, server, handler, plan.TlsFor);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            var cause = error.Message.Contains("ermission", StringComparison.Ordinal)
                ? "only root may open it; run the sandbox as root or use a port from 1024"
                : "it is taken; stop the other program or use another port";
            throw new AwsException("InvalidConfigurationRequest", $"Port {plan.Endpoint.Port} on {plan.Endpoint.Address} cannot be opened: {cause}");
        }

        if (running is not null && !running.Server.Endpoint.Equals(plan.Endpoint)) await running.Server.DisposeAsync();
    }

    // ACM gives no private key away, and the emulator's has none: the sandbox's own authority vouches for the same names.
    private X509Certificate2 Issue(string[] names, IPAddress address)
    {
        var issued = authority.Issue(names.FirstOrDefault() ?? address.ToString(), [address], names);
        return X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem);
    }

    private Task HandleAsync(string region, ListenerHandler handler, HttpContext context)
    {
        if (gate.HasHandedOver) context.EndConnectionAfterwards();
        if (!faults.IsDead(region)) return handler.HandleAsync(context);
        context.Abort();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Load balancer: {Message}")]
    private partial void LogListenerFailed(string message);

    private sealed record ListenerPlan(
        string Region, string Arn, string LoadBalancerArn, IPEndPoint Endpoint, string? TlsFor, TimeSpan IdleTimeout, RoutingTable Table);

    private sealed record RunningListener(string Region, ListenerServer Server, ListenerHandler Handler, string? TlsFor);
}
