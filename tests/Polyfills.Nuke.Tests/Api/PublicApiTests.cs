using Nuke.Common;
using Nuke.Components;
using PublicApiGenerator;

namespace Polyfills.Nuke.Tests.Api;

/// <summary>The stand-ins' API grows on purpose only, and only by what the genuine packages have.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(NukeBuild), "Nuke.Common.txt")]
    [InlineData(typeof(Configuration), "Nuke.Components.txt")]
    public void The_public_api_is_the_approved_one(Type typeOfAssembly, string snapshot)
    {
        var actual = typeOfAssembly.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n").Trim() + "\n";
        var approved = Path.Combine(AppContext.BaseDirectory, "Api", snapshot);
        var received = Path.Combine(AppContext.BaseDirectory, snapshot);

        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual)
            return;

        File.WriteAllText(received, actual);
        Assert.Fail(
            $"The public API differs from tests/Polyfills.Nuke.Tests/Api/{snapshot}. If that is meant, and the genuine "
            + $"package has it with the same names and signatures, copy {received} over it.");
    }
}
