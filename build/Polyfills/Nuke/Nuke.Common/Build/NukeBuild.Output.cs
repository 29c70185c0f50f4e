using System.Reflection;
using Nuke.Common.Utilities;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    // The genuine one draws its name first, which DefaultOutput.Logo turns off; this line stays.
    internal static void WriteLogo()
    {
        Host.Information($"NUKE Execution Engine {Constants.StandsInFor} (stand-in)");
        Host.Information();
    }

    internal IDisposable WriteTarget(string target)
    {
        var part = Host.CanCollapse ? DefaultOutput.TargetCollapse : DefaultOutput.TargetHeader;
        return IsOutputEnabled(part) ? Host.WriteBlock(target) : DelegateDisposable.Nothing;
    }

    internal void WriteOutcome()
    {
        if (IsOutputEnabled(DefaultOutput.ErrorsAndWarnings))
            Host.WriteErrorsAndWarnings();
        if (IsOutputEnabled(DefaultOutput.TargetOutcome))
            Host.WriteTargetOutcome(this);
        if (IsOutputEnabled(DefaultOutput.BuildOutcome))
            Host.WriteBuildOutcome(this);
    }

    internal bool IsOutputEnabled(DefaultOutput output) =>
        !GetType().GetCustomAttributes<DisableDefaultOutputAttribute>()
            .Where(x => x.IsApplicable(this))
            .Any(x => x.DisabledOutputs.Contains(output));
}
