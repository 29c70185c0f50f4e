using System.Globalization;
using Amazon.ECS;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Migration;

/// <summary>
/// Registers the release's task definition, when it differs, and migrates the database with a one-off task of the same
/// image before any traffic reaches it.
/// </summary>
/// <param name="migration">The one-off task, which waits as long as <see cref="PatienceWith"/> says.</param>
/// <param name="ceiling">When the migration cancels itself.</param>
public sealed class MigrateStage(IAmazonECS ecs, TaskDefinitions definitions, OneOffTask migration, TimeSpan ceiling, IStageLog log)
{
    /// <summary>The usual ceiling of a migration, in minutes.</summary>
    public const int UsualCeilingMinutes = 60;

    /// <summary>A day: what runs longer is no migration to wait for.</summary>
    public const int LongestCeilingMinutes = 1440;

    // Fargate's time to place a task and pull its image, and the task's own to roll back.
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(10);

    /// <summary>Marks the tasks of migrations.</summary>
    public const string StartedBy = "notejam-migrate";

    /// <summary>How long the task of a migration is waited for: it ends itself at its ceiling, and says more than who ends it.</summary>
    public static TimeSpan PatienceWith(TimeSpan ceiling) => ceiling + Around;

    /// <summary>Runs the stage.</summary>
    /// <param name="revision">What the release's tasks say that they are made from.</param>
    /// <exception cref="PipelineException">The task could not start, or the migration failed.</exception>
    public async Task<StageResult<Records.Migration>> RunAsync(PushedImage image, InfraOutputs infra, SourceRevision revision, CancellationToken cancellationToken = default)
    {
        CheckArchitecture(image, infra);
        var document = new TaskDefinitionDocument(infra.TaskDefinitionTemplate, infra.ContainerName, image.Reference, revision.IsModified ? $"{revision.Commit}+{revision.Tree}" : revision.Commit);
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        var registered = await definitions.FindAsync(document, service.TaskDefinitionArn, cancellationToken);
        // A task is ready on its own schema only (app/README.md, /healthz/ready): all of them being healthy proves that.
        if (registered is not null && registered == service.TaskDefinitionArn && service is { Desired: > 0, Primary.IsSteady: true })
            return StageResult.Skipped(new Records.Migration(registered, image.Digest, null), $"{Name(registered)} is unchanged and live, its schema with it: {service.Running} tasks are ready");

        if (registered is null)
        {
            registered = await definitions.RegisterAsync(document, cancellationToken);
            log.Info($"registered {Name(registered)}");
        }

        var task = await FindRunningAsync(registered, infra, cancellationToken);
        if (task is not null) log.Info($"task {Name(task.TaskArn)} of {migration.DescribeStarter(task)}, migrates the database: waiting for it");
        else log.Info($"migrating the database in task {Name((task = await migration.StartAsync(infra, registered, ["migrate"], cancellationToken, Settings())).TaskArn)}");
        task = await migration.WaitAsync(infra, task, "The old release serves as before. Correct the migration and deploy again.", cancellationToken);
        return StageResult.Done(new Records.Migration(registered, image.Digest, task.TaskArn), $"{Name(registered)}: database migrated");
    }

    // Not refused: whoever runs the tasks may run them all the same, as a sandbox on such a machine does. Fargate does not, and the migration says so.
    private void CheckArchitecture(PushedImage image, InfraOutputs infra)
    {
        // botocore ecs RuntimePlatform: X86_64 when nothing is said.
        var (wanted, built) = ((string?)infra.TaskDefinitionTemplate["runtimePlatform"]?["cpuArchitecture"] ?? "X86_64", ImageContent.ArchitectureOf(image.Tag));
        if (wanted != built) log.Warn($"the image {image.Tag} is for {built}, as the machine that built it, and the task definition asks for {wanted}: Fargate cannot start it. Build it on a machine of that architecture");
    }

    /// <summary>Two migrations at once would meet in the database: the one that runs is followed.</summary>
    private async Task<EcsTask?> FindRunningAsync(string taskDefinitionArn, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var running = await migration.FindRunningAsync(infra, cancellationToken);
        if (running is not null && running.TaskDefinitionArn != taskDefinitionArn)
            throw new PipelineException($"The migration of another release, {Name(running.TaskDefinitionArn)}, is under way in task {Name(running.TaskArn)}.", $"Wait for it, or stop it: aws ecs stop-task --cluster {infra.ClusterName} --task {Name(running.TaskArn)} --region {infra.Region}");
        return running;
    }

    // A variable and no argument: the image of an older release ignores it.
    private Dictionary<string, string> Settings() => new() { ["Migration__CeilingMinutes"] = ceiling.TotalMinutes.ToString("0", CultureInfo.InvariantCulture) };

    private static string Name(string arn) => OneOffTask.Name(arn);
}
