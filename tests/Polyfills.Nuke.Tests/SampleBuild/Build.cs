using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace SampleBuild;

/// <summary>A small build with every way to end.</summary>
internal sealed class Build : NukeBuild, IPublish
{
    [Parameter("How many to make")]
    private readonly int Count = 1;

    [Parameter]
    [Secret]
    private readonly string? ApiToken;

    [Parameter("Where to put it")]
    private readonly AbsolutePath? Output;

    private Target Make => _ => _
        .Description("Makes things")
        .Executes(() =>
        {
            Log.Information("Made {Count} in {Output}", Count, Output);
            ReportSummary(_ => _.AddPair("Made", Count));
        });

    private Target Check => _ => _
        .DependsOn(Make)
        .OnlyWhenDynamic(() => Count > 1)
        .Executes(() => Log.Information("Checked"));

    private Target Break => _ => _
        .DependsOn(Make)
        .Executes(() => throw new InvalidOperationException("it broke\nin the second line"));

    private Target CleanUp => _ => _
        .AssuredAfterFailure()
        .Unlisted()
        .Executes(() => Log.Information("Cleaned up"));

    private Target Upload => _ => _
        .Requires(() => ApiToken)
        .Executes(() => Log.Information("Uploaded with a token of {Length} letters", ApiToken!.Length));

    private Target Small => _ => _
        .Requires(() => Count < 10)
        .Executes(() => Log.Information("Small"));

    private Target Seven => _ => _
        .Executes(() => { ExitCode = 7; });

    public static int Main() => Execute<Build>(x => ((IPublish)x).Publish);
}
