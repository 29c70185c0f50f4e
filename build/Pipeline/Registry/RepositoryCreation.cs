using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Registry;

/// <summary>
/// The repository that a first push needs, which Terraform creates ahead of the rest. Most of the time that takes is spent
/// waiting for AWS, and nothing in it depends on what is delivered: so it can be begun before the tests and go on beside them.
/// </summary>
/// <param name="find">Asks for the repository's address; null when there is none.</param>
/// <param name="create">Creates it.</param>
public sealed class RepositoryCreation(string repositoryName, Func<CancellationToken, Task<string?>> find, Func<CancellationToken, Task> create, IStageLog log)
{
    private readonly EarlyWork<string> _work = new(cancellation => FindOrCreateAsync(repositoryName, find, create, log, cancellation));

    /// <summary>Begins it in the background; what goes wrong there is thrown by <see cref="EnsureAsync" />.</summary>
    public void Begin(CancellationToken cancellationToken) => _work.Begin(cancellationToken);

    /// <summary>Waits until the repository is there, which is begun now if it was not before.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        if (_work.IsUnderWay) log.Info($"waiting for the repository {repositoryName}");
        return _work.EnsureAsync(cancellationToken);
    }

    /// <summary>Lets what was begun come to its end, good or bad, for a run that ends before it needs the repository.</summary>
    public Task SettleAsync()
    {
        if (_work.IsUnderWay) log.Info("letting Terraform finish what was begun in the background");
        return _work.SettleAsync();
    }

    private static async Task<string> FindOrCreateAsync(string repositoryName, Func<CancellationToken, Task<string?>> find, Func<CancellationToken, Task> create, IStageLog log, CancellationToken cancellationToken)
    {
        if (await find(cancellationToken) is { } present) return present;
        log.Info($"the repository {repositoryName} does not exist yet: Terraform creates it ahead of the rest");
        await create(cancellationToken);
        return await find(cancellationToken)
            ?? throw new PipelineException($"Terraform applied, but there is no repository {repositoryName}.", "Compare repository_name in infra/stacks/region with the pipeline's.");
    }
}
