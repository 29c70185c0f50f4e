using Notejam.Machine.Processes;

namespace Notejam.Machine.Tests.Support;

/// <summary>Records commands and answers them by the first rule whose text is in the command line.</summary>
public sealed class RecordingRunner : IProcessRunner
{
    private readonly List<(string Part, Func<ProcessResult> Answer)> _rules = [];

    public List<ProcessCommand> Commands { get; } = [];

    public IEnumerable<string> Lines => Commands.Select(command => command.ToString());

    public RecordingRunner On(string part, string output = "", int exitCode = 0, string error = "", Action? effect = null)
    {
        _rules.Add((part, () =>
        {
            effect?.Invoke();
            return new ProcessResult(exitCode, output, error);
        }));
        return this;
    }

    /// <summary>Answers in turn; the last answer stays.</summary>
    public RecordingRunner InTurn(string part, params Func<ProcessResult>[] answers)
    {
        var next = 0;
        _rules.Add((part, () => answers[Math.Min(next++, answers.Length - 1)]()));
        return this;
    }

    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        Commands.Add(command);
        var rule = _rules.FirstOrDefault(rule => command.ToString().Contains(rule.Part, StringComparison.Ordinal));
        return Task.FromResult(rule.Answer?.Invoke() ?? new ProcessResult(0, "", ""));
    }
}
