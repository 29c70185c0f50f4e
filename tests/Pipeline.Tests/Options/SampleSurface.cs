using Notejam.Pipeline.Options;
using Notejam.Pipeline.Options.Rules;

namespace Notejam.Pipeline.Tests.Options;

/// <summary>A small build with every kind of option.</summary>
internal static class SampleSurface
{
    public static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["Plan"] = "PlanInfra" };

    public static readonly string[] Targets = ["Test", "Image", "PlanInfra", "Deploy", "Preseed"];

    public static readonly BuildOption[] Options =
    [
        Of("Region", OptionKind.Value, new RegionAttribute()),
        Of("environment", OptionKind.Value, new EnvironmentNameAttribute()),
        Of("sandbox", OptionKind.Switch, new SwitchAttribute()),
        Of("SandboxEndpoint", OptionKind.Value, new SandboxEndpointAttribute()),
        Of("AllowDestroy", OptionKind.List, new ResourceAddressAttribute()),
        Of("FailOn", OptionKind.Value, new SeverityAttribute()),
        Of("Suite", OptionKind.Value, new SuiteAttribute()),
        Of("Minutes", OptionKind.Value, new NumberAttribute(1, 10_080, "minutes", "60")),
        Of("Hours", OptionKind.Value, new NumberAttribute(0.01, 8760, "hours", "26") { IsWhole = false }),
        Of("Cost", OptionKind.Value, new NumberAttribute(0, 1_000_000, "US dollars", "5") { IsWhole = false }),
        Of("Confirm", OptionKind.Value, new TextAttribute("the name of an environment", "production")),
        new("from", OptionKind.Value, new InputFileAttribute("secret.json")) { Targets = new HashSet<string> { "Preseed" } },
        new("Skip", OptionKind.List, new TargetAttribute(Targets)) { IsTargets = true },
        new("Target", OptionKind.List, new TargetAttribute(Targets)) { IsTargets = true },
        new("Help", OptionKind.Switch, new SwitchAttribute()),
        new("Verbosity", OptionKind.Value, new ChoiceAttribute("a verbosity", "Normal", "Verbose", "Normal", "Minimal", "Quiet")),
        new("Profile", OptionKind.List, new ProfileAttribute()) { IsReadFromFiles = false },
        new("Root", OptionKind.Value, new FolderAttribute()) { IsReadFromFiles = false },
    ];

    public static BuildSurface Surface { get; } = new(Options, Targets, "Test", Aliases);

    private static BuildOption Of(string member, OptionKind kind, OptionRuleAttribute rule) => new(member, kind, rule) { Targets = new HashSet<string> { "Deploy", "Preseed" } };
}
