using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Scaling.Acting;
using Notejam.Sandbox.Scaling.Model;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Ecs;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Scaling;

public sealed class ScalerTests : IDisposable
{
    private const string Region = "eu-central-1";
    private readonly TemporaryFolder _folder = new();
    private readonly ScalingStore _store;

    public ScalerTests()
    {
        _store = new ScalingStore(new StateStore(_folder.Options));
        _store.Write(Region, region => region.Targets["service/web/notejam"] = new ScalableTarget
        {
            ResourceId = "service/web/notejam", Arn = "arn:t", RoleArn = "arn:r", MinCapacity = 2, MaxCapacity = 4,
        });
    }

    [Fact]
    public async Task Whoever_sees_the_new_count_finds_the_activity_that_made_it()
    {
        // Looks as soon as the count is changed, and for a while nothing else happens.
        Task<int>? looked = null;
        await RunAsync(new Services(() =>
        {
            looked = Task.Run(() => _store.Read(Region, region => region.Activities.Count));
            looked.Wait(TimeSpan.FromMilliseconds(200));
            return true;
        }));

        Assert.Equal(1, await looked!);
    }

    [Fact]
    public async Task A_count_that_somebody_else_has_changed_leaves_no_activity()
    {
        await RunAsync(new Services(() => false));

        Assert.Equal(0, _store.Read(Region, region => region.Activities.Count));
    }

    [Fact]
    public async Task A_target_that_was_taken_away_meanwhile_is_not_scaled()
    {
        var asked = false;
        await RunAsync(new Services(() => asked = true, () => _store.Write(Region, region => region.Targets.Remove("service/web/notejam"))));

        Assert.False(asked);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One look of the scaler.</summary>
    private async Task RunAsync(Services services)
    {
        var clock = new FakeTimeProvider();
        using var scaler = new Scaler(_store, services, new PolicyReader(new MetricReader(new RecordingEmulator(), clock), _folder.Options), clock, NullLogger<Scaler>.Instance);
        await scaler.StartAsync(CancellationToken.None);
        // The timer is made by the scaler's own task, some time after the start.
        for (var i = 0; i < 100 && !services.Done.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(services.Done, Task.Delay(50));
        }

        await scaler.StopAsync(CancellationToken.None);
        Assert.True(services.Done.IsCompleted);
    }

    /// <summary>A service that runs one task.</summary>
    private sealed class Services(Func<bool> change, Action? found = null) : IServiceCapacity
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _looks;

        /// <summary>Ends when the scaler has dealt with it: it looks again, or has changed it.</summary>
        public Task Done => _done.Task;

        public ServiceCapacity? Find(string region, string cluster, string service)
        {
            if (_looks++ > 0 || found is not null) _done.TrySetResult();
            found?.Invoke();
            return new ServiceCapacity(1, 1, Deploying: false);
        }

        public bool Change(string region, string cluster, string service, int from, int to)
        {
            var changed = change();
            _done.TrySetResult();
            return changed;
        }
    }
}
