using System.Xml.Linq;

namespace Notejam.Polyfills.Aws.Tests.Official;

/// <summary>The versions of AWS's packages in Directory.Packages.props.</summary>
public sealed class PinsTests
{
    // SDK.CHANGELOG.2026.md of aws/aws-sdk-net, 4.0.277.0 (2026-06-29): "One time synchronized package versions". What is older has another number.
    private static readonly Version Synchronized = new(4, 0, 100);

    [Fact]
    public void No_package_is_older_than_the_release_that_brought_all_to_one_number() =>
        Assert.DoesNotContain(Packages(), package => package.Value < Synchronized);

    [Fact]
    public void Every_stand_in_is_one_of_a_package_with_a_version() =>
        Assert.Empty(GeneratedClient.All.Select(client => "AWSSDK." + client.Name).Except(Packages().Keys));

    private static Dictionary<string, Version> Packages() => XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Where(package => package.Attribute("Include")!.Value.StartsWith("AWSSDK.", StringComparison.Ordinal))
        .ToDictionary(package => package.Attribute("Include")!.Value, package => Version.Parse(package.Attribute("Version")!.Value));
}
