using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Notejam on this machine, for those who develop it.</summary>
internal interface ICompose : IHazPipeline
{
    [Switch]
    [Parameter("With Compose: ends what it started; the data stay")]
    bool Down => TryGetValue<bool?>(() => Down) ?? false;

    [Switch]
    [Parameter("With Compose: goes on, and builds and restarts Notejam whenever its sources change")]
    bool Watch => TryGetValue<bool?>(() => Watch) ?? false;

    Target Compose => _ => _
        .Description("Runs Notejam with PostgreSQL, Redis and a mail catcher on this machine at http://127.0.0.1:8080; --watch reloads it, --down ends it")
        .Executes(() => Run("compose", async cancellation =>
        {
            var stage = await Pipeline.CreateComposeStageAsync(cancellation);
            return Down ? await stage.DownAsync(cancellation)
                : Watch ? await stage.WatchAsync(Pipeline.ReadRevisionAsync, cancellation)
                : await stage.UpAsync(Pipeline.Revision, cancellation);
        }));
}
