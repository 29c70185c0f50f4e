namespace Notejam.Sandbox.Secrets.Model;

/// <summary>One rotation: the version that it makes, and how far it got.</summary>
public sealed class RotationRun
{
    /// <summary>The steps of a rotation.</summary>
    public static IReadOnlyList<string> AllSteps { get; } = ["createSecret", "setSecret", "testSecret", "finishSecret"];

    /// <summary>The steps when only the function is to be tried.</summary>
    public static IReadOnlyList<string> TestSteps { get; } = ["testSecret"];

    /// <summary>Id of the version that is to become current.</summary>
    public required string Token { get; init; }

    /// <summary>Whether the function is only tried, with the current value.</summary>
    public bool IsTest { get; init; }

    /// <summary>Steps that are done.</summary>
    public int Done { get; set; }

    /// <summary>It has failed: it goes on only when it is asked for again.</summary>
    public bool HasFailed { get; set; }

    /// <summary>The steps to be made.</summary>
    public IReadOnlyList<string> Steps() => IsTest ? TestSteps : AllSteps;
}
