using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Drill.Visit;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>The steps of a drill: those of every recovery, and a visit by its own user, whom no failover lets in.</summary>
internal sealed class DrillSteps : RecoverySteps
{
    private readonly OneOffTask _userTask;

    /// <param name="userTask">Lets the drill's user in.</param>
    public DrillSteps(RecoveryTools tools, OneOffTask userTask, RecoveryOutputs standing, RecoveryJournal journal)
        : base(tools, standing, journal, isSealed: true)
    {
        _userTask = userTask;
        User = new("drill user", [TaskDefinition], LetUserInAsync);
        Application = new("application", [Rollout, User], VisitAsync);
    }

    /// <summary>Lets the drill's user in.</summary>
    public Step<DrillUser> User { get; }

    /// <summary>Uses Notejam.</summary>
    public Step<bool> Application { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Step> All => [.. base.All, User, Application];

    private async Task<StepEnd<DrillUser>> LetUserInAsync(CancellationToken cancellationToken)
    {
        var line = await _userTask.AskAsync(Place, TaskDefinition.Value, ["drill-user", Journal.Id], cancellationToken);
        try
        {
            if (StrictJson.Parse(line)?["drillUser"].Deserialize<DrillUser>(ArtifactStore.Json) is { } user) return new StepEnd<DrillUser>(user, $"{user.Email} may sign in");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        throw new PipelineException($"Notejam answered '{line}' when it was asked to let the drill's user in.", "The release of the backup is older than this command: deploy, back up and drill again.");
    }

    private async Task<StepEnd<bool>> VisitAsync(CancellationToken cancellationToken)
    {
        var name = Standing.SecretNames["database"];
        var password = DrillUser.PasswordOf(Journal.Id, DatabaseSecret.PasswordOf(name, await ReadSecretAsync(name, cancellationToken)));
        using var visitor = new NotejamVisitor(Infra.Value.Url);
        return await visitor.VisitAsync(User.Value, password, Journal.Id, Journal.StartedAt, cancellationToken);
    }
}
