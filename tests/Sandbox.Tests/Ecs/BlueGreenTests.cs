using System.Collections.Concurrent;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Ecs;

[Trait("Suite", "wire")]
[Collection(EcsCollection.Name)]
public sealed class BlueGreenTests(EcsHarness sandbox)
{
    private const string Service = "shift";
    private const int Workers = 4;

    [Fact]
    public async Task Traffic_shifts_from_one_task_set_to_the_other_without_a_lost_request()
    {
        var (url, listener, blue, green) = await LoadBalancerAsync("shift", 4790);
        await sandbox.CreateServiceAsync(Service, await sandbox.RegisterAsync("v", Server("v1")), 2, blue);
        await HealthyAsync(2);
        var before = await DescribeAsync();

        using var end = new CancellationTokenSource();
        var answers = new ConcurrentQueue<string>();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var load = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => AskAsync(client, url, answers, end.Token)));

        var spec = new TaskSetSpec(EcsHarness.Cluster, Service, await sandbox.RegisterAsync("v", Server("v2")), "app", 8080, green, "d-1");
        var set = await sandbox.TaskSets.CreateAsync(EcsHarness.Region, spec, CancellationToken.None);
        await HealthyAsync(4);
        foreach (var share in new[] { 20, 50, 80, 100 })
        {
            await sandbox.Routes.SetWeightsAsync(EcsHarness.Region, listener, new Dictionary<string, int> { [blue] = 100 - share, [green] = share }, CancellationToken.None);
            await MoreAsync(answers, 200);
        }

        await sandbox.TaskSets.MakePrimaryAsync(EcsHarness.Region, EcsHarness.Cluster, Service, set, CancellationToken.None);
        await sandbox.TaskSets.DeleteAsync(EcsHarness.Region, EcsHarness.Cluster, Service, before[0].Id, CancellationToken.None);
        await MoreAsync(answers, 100);
        await end.CancelAsync();
        await load;

        Assert.Equal(["v1", "v2"], answers.Distinct().Order(StringComparer.Ordinal));
        Assert.All(answers.TakeLast(50), answer => Assert.Equal("v2", answer));
        var after = Assert.Single(await DescribeAsync());
        Assert.Equal((set, "PRIMARY", 2, 2), (after.Id, after.Status, after.Running, after.Healthy));
    }

    [Fact]
    public async Task A_gateway_that_comes_back_goes_on_with_the_containers_that_it_finds()
    {
        var (url, _, blue, _) = await LoadBalancerAsync("kept", 4791);
        await sandbox.CreateServiceAsync("kept", await sandbox.RegisterAsync("kept", Server("kept")), 1, blue);
        await HealthyAsync(1, "kept");
        var before = await RunningTaskAsync();

        await sandbox.RestartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var answer = await EcsHarness.EventuallyAsync(async () => (await client.GetAsync(url)).IsSuccessStatusCode, served => served);

        Assert.True(answer);
        Assert.Equal(before, await RunningTaskAsync());

        Task<string> RunningTaskAsync() => EcsHarness.EventuallyAsync(
            async () => (await sandbox.EcsAsync("ListTasks", new() { ["cluster"] = EcsHarness.Cluster, ["serviceName"] = "kept" }))["taskArns"]!.ToJsonString(),
            tasks => tasks != "[]");
    }

    [Fact]
    public async Task A_task_set_is_steady_when_its_targets_are_healthy_and_not_before()
    {
        var (_, _, blue, _) = await LoadBalancerAsync("steady", 4793);
        await sandbox.CreateServiceAsync("steady", await sandbox.RegisterAsync("steady", "sleep 5; " + Server("steady")), 1, blue);
        var states = new List<(string? Status, int Healthy)>();
        await EcsHarness.EventuallyAsync(ObserveAsync, seen => seen is ("STEADY_STATE", _));

        Assert.Contains(states, seen => seen is ("STABILIZING", 0));
        Assert.All(states.Where(seen => seen.Status == "STEADY_STATE"), seen => Assert.Equal(1, seen.Healthy));

        async Task<(string? Status, int Healthy)> ObserveAsync()
        {
            var service = (await sandbox.EcsAsync("DescribeServices", new() { ["cluster"] = EcsHarness.Cluster, ["services"] = new System.Text.Json.Nodes.JsonArray("steady") }))["services"]![0]!;
            var seen = ((string?)service["taskSets"]![0]!["stabilityStatus"], (await DescribeAsync("steady"))[0].Healthy);
            states.Add(seen);
            return seen;
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 4792);
        holder.Start();

        var error = await Assert.ThrowsAsync<AwsException>(() => LoadBalancerAsync("taken", 4792));

        Assert.Contains("Port 4792", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_cannot_be_opened_holds_up_no_other()
    {
        var (url, listener, blue, green) = await LoadBalancerAsync("free", 4794);
        var (_, stuck, stuckBlue, stuckGreen) = await LoadBalancerAsync("stuck", 4795);
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 4795);
        await sandbox.RestartAsync(holder.Start);

        await ShiftAsync(listener, blue, green);
        var error = await Assert.ThrowsAsync<AwsException>(() => ShiftAsync(stuck, stuckBlue, stuckGreen));
        Assert.Contains("Port 4795", error.Message, StringComparison.Ordinal);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await client.GetAsync(new Uri(url))).StatusCode);

        holder.Stop();
        await ShiftAsync(stuck, stuckBlue, stuckGreen);

        Task ShiftAsync(string to, string from, string into) => sandbox.Routes.SetWeightsAsync(
            EcsHarness.Region, to, new Dictionary<string, int> { [from] = 0, [into] = 100 }, CancellationToken.None);
    }

    [Fact]
    public async Task A_task_that_breaks_leaves_no_container_and_no_target()
    {
        var (_, _, blue, _) = await LoadBalancerAsync("broken", 4796);
        await sandbox.CreateServiceAsync("broken", await sandbox.RegisterAsync("broken", Server("broken")), 1, blue);
        await HealthyAsync(1, "broken");
        var before = (await DescribeAsync("broken"))[0];
        // Its tasks run and then cannot be registered.
        var spec = new TaskSetSpec(EcsHarness.Cluster, "broken", await sandbox.RegisterAsync("broken", Server("broken")), "app", 8080, blue.Replace("broken-blue", "nowhere", StringComparison.Ordinal), "d-2");
        var set = await sandbox.TaskSets.CreateAsync(EcsHarness.Region, spec, CancellationToken.None);
        var stopped = await EcsHarness.EventuallyAsync(
            async () => (await sandbox.EcsAsync("ListTasks", new() { ["cluster"] = EcsHarness.Cluster, ["serviceName"] = "broken", ["desiredStatus"] = "STOPPED" }))["taskArns"]!.AsArray(),
            tasks => tasks.Count > 0);
        var ids = stopped.Select(arn => ((string)arn!).Split('/')[^1]).ToList();

        Assert.DoesNotContain(await sandbox.TasksWithContainersAsync(), ids.Contains);
        await sandbox.TaskSets.DeleteAsync(EcsHarness.Region, EcsHarness.Cluster, "broken", set, CancellationToken.None);
        Assert.Equal((before.Id, 1), (Assert.Single(await DescribeAsync("broken")).Id, (await sandbox.Routes.GetHealthAsync(EcsHarness.Region, blue, CancellationToken.None)).Count));
    }

    private static string Server(string version) => $"mkdir -p /tmp/w; echo -n {version} > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w";

    private Task<IReadOnlyList<TaskSetStatus>> DescribeAsync(string service = Service) =>
        sandbox.TaskSets.DescribeAsync(EcsHarness.Region, EcsHarness.Cluster, service, CancellationToken.None);

    private async Task HealthyAsync(int count, string service = Service) => await EcsHarness.EventuallyAsync(() => DescribeAsync(service), sets => sets.Sum(set => set.Healthy) == count);

    private static async Task MoreAsync(ConcurrentQueue<string> answers, int count)
    {
        var goal = answers.Count + count;
        await EcsHarness.EventuallyAsync(() => Task.FromResult(answers.Count), seen => seen >= goal);
    }

    // A bounded load: each worker asks, and rests for a moment. A lost request ends the test as an exception.
    private static async Task AskAsync(HttpClient client, string url, ConcurrentQueue<string> answers, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            answers.Enqueue(await client.GetStringAsync(new Uri(url), CancellationToken.None));
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task<(string Url, string Listener, string Blue, string Green)> LoadBalancerAsync(string name, int port)
    {
        var balancer = await sandbox.ElbAsync("CreateLoadBalancer", "LoadBalancerArn", ("Name", name), ("Subnets.member.1", "subnet-1"));
        var address = await sandbox.ElbAsync("DescribeLoadBalancers", "DNSName", ("LoadBalancerArns.member.1", balancer));
        var blue = await GroupAsync(name + "-blue");
        var green = await GroupAsync(name + "-green");
        const string Groups = "DefaultActions.member.1.ForwardConfig.TargetGroups.member";
        var listener = await sandbox.ElbAsync(
            "CreateListener", "ListenerArn", ("LoadBalancerArn", balancer), ("Protocol", "HTTP"), ("Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("DefaultActions.member.1.Type", "forward"),
            (Groups + ".1.TargetGroupArn", blue), (Groups + ".1.Weight", "100"), (Groups + ".2.TargetGroupArn", green), (Groups + ".2.Weight", "0"));
        return ($"http://{address}:{port}/", listener, blue, green);
    }

    private Task<string> GroupAsync(string name) => sandbox.ElbAsync(
        "CreateTargetGroup", "TargetGroupArn", ("Name", name), ("Protocol", "HTTP"), ("Port", "8080"), ("TargetType", "ip"), ("VpcId", "vpc-1"));
}
