using Notejam.Build.Hosting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>The end of an environment.</summary>
internal interface IDestroy : IPreflight
{
    [Parameter("With Destroy: the environment's name once more, so that none is destroyed by a slip")]
    string? Confirm => TryGetValue(() => Confirm);

    Target Destroy => _ => _
        .Description("Takes the environment away, its database and backups in both regions included")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("destroy", async cancellation => await (await Pipeline.CreateDestroyStageAsync(cancellation)).RunAsync(Confirm ?? Ask(), cancellation)));

    // Without a terminal nobody can answer: the refusal says what to write instead.
    private string? Ask()
    {
        if (Console.IsInputRedirected) return null;
        Console.Write($"This destroys {DeliveryEnvironment}, its database and its backups. Type the environment's name to go on: ");
        return Console.ReadLine()?.Trim();
    }
}
