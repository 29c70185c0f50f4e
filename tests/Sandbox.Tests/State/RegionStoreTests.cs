using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.State;

public sealed class RegionStoreTests : IDisposable
{
    private const string Region = "eu-central-1";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_a_look_returns_does_not_follow_a_change_and_changes_nothing()
    {
        var store = Create();
        store.Write(Region, region => region.All["a"] = [1]);

        var before = store.Read(Region, region => region.All);
        store.Write(Region, region => region.All["a"].Add(2));
        before["a"].Add(3);

        Assert.Equal([1, 3], before["a"]);
        Assert.Equal([1, 2], store.Read(Region, region => region.All["a"]));
    }

    [Fact]
    public void What_a_change_returns_is_a_copy_as_well()
    {
        var store = Create();

        var answer = store.Write(Region, region => region.All["a"] = [1]);
        answer.Add(2);

        Assert.Equal([1], store.Read(Region, region => region.All["a"]));
    }

    [Fact]
    public void Regions_are_apart_and_a_later_store_finds_them()
    {
        Create().Write(Region, region => region.All["a"] = [1]);
        Create().Write("eu-west-2", region => region.All["b"] = [2]);

        var later = Create();

        Assert.Equal(["a"], later.Read(Region, region => region.All.Keys.ToList()));
        Assert.Equal([Region, "eu-west-2"], later.Regions);
    }

    [Fact]
    public void A_change_that_fails_is_not_kept()
    {
        var store = Create();
        store.Write(Region, region => region.All["a"] = [1]);

        Assert.Throws<InvalidOperationException>(() => store.Write<int>(Region, _ => throw new InvalidOperationException("no")));

        Assert.Equal([1], Create().Read(Region, region => region.All["a"]));
    }

    public void Dispose() => _folder.Dispose();

    private RegionStore<Names> Create() => new(new StateStore(_folder.Options), "names");

    private sealed class Names
    {
        public Dictionary<string, List<int>> All { get; set; } = [];
    }
}
