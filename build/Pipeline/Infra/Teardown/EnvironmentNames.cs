using Notejam.Pipeline.Recovery;

namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>
/// The names that an environment's resources have: its own, and those of its drills and failovers. That a name begins so does not
/// make a resource ours: <c>notejam-production-reporting</c> may be anybody's. Pure.
/// </summary>
/// <param name="name">The environment's own name, for example <c>notejam-production</c>.</param>
internal sealed class EnvironmentNames(string name)
{
    private static readonly RecoveryPurpose[] Purposes = Enum.GetValues<RecoveryPurpose>();

    /// <summary>Whether a resource of this name is the environment's.</summary>
    public bool Contain(string? found) => found is not null && (found == name || Purposes.Any(purpose => RecoveryName.IsOne(found, RecoveryName.PrefixOfName(name, purpose))));

    /// <summary>Whether a resource has only the begin of its name in common with the environment's.</summary>
    public bool Resemble(string? found) => found?.StartsWith(name + "-", StringComparison.Ordinal) == true && !Contain(found);
}
