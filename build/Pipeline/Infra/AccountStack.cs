using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>
/// The stack <c>infra/stacks/account</c>: the bucket that all states lie in, its own among them. On first use the bucket
/// is created bare, so that the stack's state has a place, and the stack then takes it over and configures it. Each step
/// can be repeated: a run killed between two of them is gone on with by the next. Later changes are an administrator's:
/// the stack holds the rights of who delivers. Other callers leave it as it is, and say so.
/// </summary>
/// <param name="imageReplica">Where images are replicated to; null when the environment does not say, or says it of another region.</param>
public sealed class AccountStack(TerraformCli terraform, IAmazonS3 s3, StateBackend backend, PlanGuard guard, string root, IStageLog log, string? imageReplica = null) : IPlannedStack
{
    // Terraform stores a state after a half-done apply too: only this object says that one has reached its end, and of which files.
    private const string AppliedKey = "account.applied";

    private readonly TerraformStack _stack = new(terraform, backend, "account", "default", "account",
        [$"-var=region={backend.Region}", $"-var=state_bucket={backend.Bucket}", "-var=adopt_state_bucket=true", .. imageReplica is null ? (string[])[] : [$"-var=image_replica_region={imageReplica}"]], root, known: null);

    private string Sources => InfraSources.HashOfStack(terraform.StackDirectory);

    /// <inheritdoc />
    public string Name => _stack.Name;

    /// <summary>Makes the bucket, configured and with its own state in it, where nothing was ever delivered: without it no other stack can be planned.</summary>
    /// <exception cref="PipelineException">Terraform or S3 refused, or the bucket would be lost.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await FindAppliedAsync(cancellationToken) is not null) return;
        log.Info($"first use of this account: creating the state bucket {backend.Bucket}");
        await CreateBucketAsync(cancellationToken);
        await ApplyAsync(await _stack.PlanAsync(cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<string?> FindUnchangedAsync(CancellationToken cancellationToken)
    {
        if (await FindAppliedAsync(cancellationToken) is not { } applied) return null;
        if (applied == Sources) return "applied from these very files";
        return await MayWriteAsync(cancellationToken) ? null : LeaveOut();
    }

    /// <summary>Plans the stack when its files are others than those that were applied last; there is no change otherwise.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<PlanSummary> PlanAsync(CancellationToken cancellationToken)
    {
        var sources = Sources;
        var applied = await FindAppliedAsync(cancellationToken);
        if (applied == sources) return Unchanged;
        if (applied is not null && !await MayWriteAsync(cancellationToken))
        {
            LeaveOut();
            return Unchanged;
        }

        var plan = await _stack.PlanAsync(cancellationToken);
        // Other files that mean the same: noted, so that they are not planned again.
        if (plan.IsEmpty) await NoteAppliedAsync(sources, cancellationToken);
        return plan;
    }

    /// <inheritdoc />
    public async Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken)
    {
        guard.Check(plan);
        var sources = Sources;
        var counts = plan.IsEmpty ? (0, 0, 0) : await _stack.ApplyAsync(plan, cancellationToken);
        await NoteAppliedAsync(sources, cancellationToken);
        return counts;
    }

    private PlanSummary Unchanged => new(Name, _stack.Workspace, [], [], OutputsChange: false, "");

    private string LeaveOut()
    {
        const string Why = "its files are others than those applied last, and the caller may not write its state";
        log.Warn($"{Name}: {Why}: it is left as it is. An administrator applies it: ./build.sh Deploy --region {backend.Region}, or infra/stacks/account/README.md.");
        return Why;
    }

    /// <summary>Whether the caller may write the stack's state: asked by a write that cannot succeed, since what it would make is there. S3 looks at the caller's rights first.</summary>
    private async Task<bool> MayWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = backend.Bucket, Key = AppliedKey, ContentBody = "", IfNoneMatch = "*" }, cancellationToken);
            // It was taken away meanwhile: what is noted here is of no files, so the stack is planned.
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private async Task NoteAppliedAsync(string sources, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = backend.Bucket, Key = AppliedKey, ContentBody = sources }, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            // Who may only plan; the next run that may write does.
        }
    }

    private async Task<string?> FindAppliedAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = backend.Bucket, Key = AppliedKey }, cancellationToken);
            using var reader = new StreamReader(found.ResponseStream);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new PipelineException($"The state bucket {backend.Bucket} may not be read: {exception.Message}", "Give the caller s3:GetObject and s3:ListBucket on it; if the bucket belongs to somebody else, its name is taken.", exception);
        }
    }

    private async Task CreateBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            // us-east-1 is where buckets are made when nothing is said, and S3 refuses to hear its name.
            var place = backend.Region == "us-east-1" ? null : backend.Region;
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = backend.Bucket, BucketRegionName = place }, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "BucketAlreadyOwnedByYou")
        {
            // A run was killed after this step.
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new PipelineException($"The state bucket {backend.Bucket} is not there, and the caller may not make it: {exception.Message}", $"Have an administrator run ./build.sh Deploy --region {backend.Region} once, or give the caller s3:CreateBucket on it.", exception);
        }
    }
}
