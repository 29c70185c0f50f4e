namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>An event of a deployment's lifecycle.</summary>
public sealed class LifecycleEvent
{
    public const string BeforeInstall = "BeforeInstall";
    public const string Install = "Install";
    public const string AfterInstall = "AfterInstall";
    public const string AllowTestTraffic = "AllowTestTraffic";
    public const string AfterAllowTestTraffic = "AfterAllowTestTraffic";
    public const string BeforeAllowTraffic = "BeforeAllowTraffic";
    public const string AllowTraffic = "AllowTraffic";
    public const string AfterAllowTraffic = "AfterAllowTraffic";

    /// <summary>The diagnostics' code of what is not a hook's failure.</summary>
    public const string UnknownError = "UnknownError";

    public required string Name { get; init; }

    /// <summary>Pending, InProgress, Succeeded, Failed or Skipped.</summary>
    public string Status { get; set; } = "Pending";

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What went wrong, when it failed.</summary>
    public string? Message { get; set; }

    /// <summary>The diagnostics' code of what went wrong.</summary>
    public string ErrorCode { get; set; } = UnknownError;

    /// <summary>The execution of the function that is hooked to it, since it was called.</summary>
    public HookExecution? Hook { get; set; }

    /// <summary>Events that an AppSpec may hook a function to.</summary>
    public static IReadOnlyList<string> Hookable { get; } =
        [BeforeInstall, AfterInstall, AfterAllowTestTraffic, BeforeAllowTraffic, AfterAllowTraffic];

    /// <summary>A lifecycle before its start; the test events are there only with a test listener.</summary>
    public static IReadOnlyList<LifecycleEvent> NewLifecycle(bool withTestTraffic)
    {
        string[] test = withTestTraffic ? [AllowTestTraffic, AfterAllowTestTraffic] : [];
        string[] names = [BeforeInstall, Install, AfterInstall, .. test, BeforeAllowTraffic, AllowTraffic, AfterAllowTraffic];
        return [.. names.Select(name => new LifecycleEvent { Name = name })];
    }
}
