using Notejam.Pipeline.Options.Rules;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>What nobody is to do by a slip.</summary>
internal interface IConfirmed : IPreflight
{
    [Text("the name of an environment", "production")]
    [Parameter("With Destroy, Failover and Failback: the environment's name once more, so that none of them happens by a slip")]
    string? Confirm => TryGetValue(() => Confirm);

    /// <summary>The targets that want it.</summary>
    static IReadOnlyList<string> Targets { get; } = [nameof(IDestroy.Destroy), nameof(IFailover.Failover), nameof(IFailback.Failback)];

    /// <summary>Asks the person for the name. Without a terminal nobody can answer: the refusal says what to write instead.</summary>
    /// <param name="what">What is about to happen.</param>
    string? Ask(string what)
    {
        if (Console.IsInputRedirected) return null;
        Console.Write($"{what} Type the environment's name to go on: ");
        return Console.ReadLine()?.Trim();
    }
}
