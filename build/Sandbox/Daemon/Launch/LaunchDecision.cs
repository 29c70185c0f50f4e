using System.Globalization;
using Notejam.Sandbox.Emulator;

namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>What a run needs of a sandbox.</summary>
/// <param name="Endpoint">Where it is to be.</param>
/// <param name="Version">The version of the run's own clone.</param>
/// <param name="TimeScale">Seconds of AWS time in a second.</param>
/// <param name="EvenIfUsed">Whether the gateway may be replaced although other runs use it.</param>
internal sealed record LaunchRequest(string Endpoint, string Version, double TimeScale, bool EvenIfUsed);

/// <summary>What to do about the gateway.</summary>
internal abstract record LaunchDecision
{
    private LaunchDecision()
    {
    }

    /// <summary>It serves as it is.</summary>
    public sealed record Serve : LaunchDecision;

    /// <summary>A gateway of this build takes over from it; no request is lost.</summary>
    public sealed record TakeOver(string Report) : LaunchDecision;

    /// <summary>It is stopped, and a gateway of this build started.</summary>
    public sealed record Restart(string Report) : LaunchDecision;

    /// <summary>It stays, and the run ends with a message.</summary>
    public sealed record Refuse(string Message) : LaunchDecision;

    /// <summary>Decides about a gateway that answers.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="wanted">What the run needs.</param>
    /// <param name="others">The other runs that use the sandbox.</param>
    public static LaunchDecision About(GatewayState gateway, LaunchRequest wanted, IReadOnlyList<SandboxLease> others)
    {
        if (gateway.Ended.Contains(MotoServer.Name))
        {
            return others.Count > 0 && !wanted.EvenIfUsed
                ? new Refuse(InUse(
                    wanted, others,
                    $"Its emulator {MotoServer.Name} has ended, and with it what the regions held. A new start removes the rest underneath that run.",
                    "let it start anew all the same"))
                : new Restart($"the sandbox's emulator {MotoServer.Name} has ended, and with it what the regions held: starting anew");
        }

        if (!gateway.Fits(wanted))
        {
            if (others.Count > 0 && !wanted.EvenIfUsed)
                return new Refuse(InUse(wanted, others, Difference(gateway, wanted), "replace its gateway all the same"));
            return gateway.CanHandOver
                ? new TakeOver("the sandbox's gateway is of another version or time scale: a new one takes over from it, its servers stay up")
                : new Restart("the sandbox's gateway is of another version and cannot hand over: replacing it, its servers stay up");
        }

        // A gateway starts its servers when it starts. The same version takes over: no other run notices.
        var ended = string.Join(", ", gateway.Ended);
        return ended.Length == 0 ? new Serve()
            : gateway.CanHandOver ? new TakeOver($"a server of the sandbox has ended ({ended}): a new gateway takes over and starts it again")
            : new Restart($"a server of the sandbox has ended ({ended}): starting it again");
    }

    /// <summary>Why a sandbox that other runs use is not stopped; null when it may be.</summary>
    public static string? ObjectionToStop(LaunchRequest wanted, IReadOnlyList<SandboxLease> others) => others.Count > 0 && !wanted.EvenIfUsed
        ? InUse(wanted, others, "Stopping removes everything underneath that run.", "stop it all the same", "Sandbox --stop")
        : null;

    private static string Difference(GatewayState gateway, LaunchRequest wanted) => gateway.Version != wanted.Version
        ? $"The gateway has version {gateway.Version}, this clone has {wanted.Version}: replacing it changes the sandbox underneath that run."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Its time scale is {gateway.TimeScale}, this run needs {wanted.TimeScale}: replacing it changes the sandbox underneath that run.");

    private static string InUse(
        LaunchRequest wanted, IReadOnlyList<SandboxLease> others, string consequence, string allTheSame, string command = "Sandbox")
    {
        var users = string.Join(" and ", others.Select(other => string.Create(
            CultureInfo.InvariantCulture,
            $"{other.Folder} ({other.Command}, process {other.ProcessId}, since {other.Since:u}, version {other.Version})")));
        return $"The sandbox at {wanted.Endpoint} is in use by {users}. {consequence} Wait until it has ended, "
            + $"use a sandbox of your own (--sandbox-endpoint http://127.0.0.1:5600), or {allTheSame} (./build.sh {command} --even-if-used --sandbox-endpoint {wanted.Endpoint}).";
    }
}
