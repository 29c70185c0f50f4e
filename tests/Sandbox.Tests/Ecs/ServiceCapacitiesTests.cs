using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Ecs;

public sealed class ServiceCapacitiesTests : IDisposable
{
    private const string Region = "eu-central-1";
    private readonly TemporaryFolder _folder = new();
    private readonly EcsSignal _signal = new();
    private readonly EcsStore _store;
    private readonly ServiceCapacities _capacities;

    public ServiceCapacitiesTests()
    {
        _store = new EcsStore(new StateStore(_folder.Options));
        _capacities = new ServiceCapacities(_store, _signal, new FakeTimeProvider());
        _store.Write(Region, region => region.Services["arn:s"] = new ServiceRecord
        {
            Name = "notejam", Arn = "arn:s", ClusterName = "web", ClusterArn = "arn:c", TaskDefinition = "arn:d", DesiredCount = 2,
            TaskSets = [Set("blue", "PRIMARY", 2), Set("green", "ACTIVE", 2), Set("old", "DRAINING", 0)],
        });
    }

    [Fact]
    public void A_replacement_grows_with_what_it_replaces()
    {
        Assert.Equal(new ServiceCapacity(2, 0, true), _capacities.Find(Region, "web", "notejam"));
        Assert.True(_capacities.Change(Region, "web", "notejam", 2, 5));

        Assert.Equal(5, _capacities.Find(Region, "web", "notejam")?.Desired);
        Assert.Equal([5, 5, 0], _store.Read(Region, region => region.Services["arn:s"].TaskSets.Select(set => set.Desired).ToList()));
    }

    [Fact]
    public void A_count_that_somebody_else_has_changed_stays()
    {
        Assert.False(_capacities.Change(Region, "web", "notejam", 3, 5));

        Assert.Equal(2, _capacities.Find(Region, "web", "notejam")?.Desired);
    }

    [Fact]
    public void A_service_that_is_not_active_has_no_capacity()
    {
        _store.Write(Region, region => region.Services["arn:s"].Status = "DRAINING");

        Assert.Null(_capacities.Find(Region, "web", "notejam"));
        Assert.Null(_capacities.Find(Region, "web", "other"));
    }

    public void Dispose()
    {
        _signal.Dispose();
        _folder.Dispose();
    }

    private static TaskSet Set(string id, string status, int desired) => new() { Id = id, Arn = "arn:" + id, Status = status, TaskDefinition = "arn:d", Desired = desired };
}
