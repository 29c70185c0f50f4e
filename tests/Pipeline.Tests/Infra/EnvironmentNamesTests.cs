using Notejam.Pipeline.Infra.Teardown;

namespace Notejam.Pipeline.Tests.Infra;

/// <summary>What only begins like the environment's name is somebody else's.</summary>
public sealed class EnvironmentNamesTests
{
    public static TheoryData<string, bool, bool> Names => new()
    {
        { "notejam-production", true, false },
        { "notejam-production-drill-abcde", true, false },
        { "notejam-production-live-x2345", true, false },
        { "notejam-production-reporting", false, true },
        { "notejam-production-drill-notebooks", false, true },
        { "notejam-production-drill-", false, true },
        { "notejam-production-live-abcde-copy", false, true },
        { "notejam-production2", false, false },
        { "notejam-staging", false, false },
        { "billing", false, false },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resource_is_the_environments_by_its_whole_name(string name, bool isOurs, bool isLikeOurs)
    {
        var names = new EnvironmentNames("notejam-production");
        Assert.Equal((isOurs, isLikeOurs), (names.Contain(name), names.Resemble(name)));
    }

    [Fact]
    public void What_is_left_of_the_environment_is_told_from_what_others_named_like_it()
    {
        List<(string Name, string Line)> found = [.. Names.Select(row => ((string)row[0], "database " + row[0]))];
        var remains = Leftovers.Sort(found, "notejam-production", isReplicaAlone: false);
        Assert.Equal(["database notejam-production", "database notejam-production-drill-abcde", "database notejam-production-live-x2345"], remains.Ours);
        Assert.Equal(["database notejam-production-reporting", "database notejam-production-drill-notebooks", "database notejam-production-drill-", "database notejam-production-live-abcde-copy"], remains.Others);
        var replica = Leftovers.Sort(found, "notejam-production", isReplicaAlone: true);
        Assert.Equal((1, 0), (replica.Ours.Count, replica.Others.Count));
    }
}
