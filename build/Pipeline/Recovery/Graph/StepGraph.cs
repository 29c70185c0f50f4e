using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Graph;

/// <summary>
/// Runs steps side by side, each as soon as those that it needs are done. What is done is in the journal before anything
/// follows from it: a run that is killed is gone on with, and nothing is done twice.
/// </summary>
internal sealed class StepGraph(RecoveryJournal journal, Func<CancellationToken, Task> save, TimeProvider time, IStageLog log) : IDisposable
{
    private readonly Dictionary<Step, Task<RecoveryStepOutcome>> _runs = [];
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Runs all steps to their ends; one that fails only stops those that need it.</summary>
    /// <param name="steps">The steps, those that are needed before those that need them.</param>
    /// <returns>Whether all are done.</returns>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps) _runs[step] = RunAsync(step, cancellationToken);
        return (await Task.WhenAll(steps.Select(step => _runs[step]))).All(outcome => outcome == RecoveryStepOutcome.Done);
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<RecoveryStepOutcome> RunAsync(Step step, CancellationToken cancellationToken)
    {
        var needs = await Task.WhenAll(step.Needs.Select(need => _runs[need]));
        if (journal.Steps.FirstOrDefault(done => done.Name == step.Name && done.Outcome == RecoveryStepOutcome.Done) is not null)
        {
            step.Restore(journal.Values.GetValueOrDefault(step.Name));
            return RecoveryStepOutcome.Done;
        }

        var began = time.GetUtcNow();
        if (needs.Any(need => need != RecoveryStepOutcome.Done))
        {
            var missing = step.Needs.Where((_, index) => needs[index] != RecoveryStepOutcome.Done).Select(need => need.Name);
            return await NoteAsync(step, RecoveryStepOutcome.Skipped, began, $"needs {string.Join(" and ", missing)}", null, [], cancellationToken);
        }

        log.Info($"▶ {step.Name}");
        try
        {
            var end = await step.RunAsync(cancellationToken);
            return await NoteAsync(step, RecoveryStepOutcome.Done, began, end.Says, end, end.Checks, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explanation.Of(exception) is { } explained)
        {
            return await NoteAsync(step, RecoveryStepOutcome.Failed, began, explained.Message, null, [], cancellationToken);
        }
    }

    private async Task<RecoveryStepOutcome> NoteAsync(
        Step step, RecoveryStepOutcome outcome, DateTimeOffset began, string says, StepEnd<System.Text.Json.Nodes.JsonNode?>? end, IReadOnlyList<CheckResult> checks, CancellationToken cancellationToken)
    {
        var seconds = (time.GetUtcNow() - began).TotalSeconds;
        var line = $"{(outcome switch { RecoveryStepOutcome.Done => "✓", RecoveryStepOutcome.Failed => "✗", _ => "–" })} {step.Name} ({seconds:0.0} s): {says}";
        if (outcome == RecoveryStepOutcome.Done) log.Info(line);
        else log.Warn(line);
        await _one.WaitAsync(cancellationToken);
        try
        {
            journal.Note(new RecoveryStep(step.Name, outcome, began, seconds, [.. step.Needs.Select(need => need.Name)], says), checks);
            if (end is not null) journal.Values[step.Name] = end.Value;
            await save(cancellationToken);
        }
        finally
        {
            _one.Release();
        }

        return outcome;
    }
}
