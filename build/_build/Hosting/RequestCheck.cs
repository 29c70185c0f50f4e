using Notejam.Build.Stages;
using Notejam.Pipeline.Options;
using Notejam.Pipeline.Records;

namespace Notejam.Build.Hosting;

/// <summary>What several options have to say together, looked at before anything is begun.</summary>
internal static class RequestCheck
{
    private const string UsualEnvironment = "production";

    /// <summary>Looks at a request.</summary>
    /// <exception cref="RequestException">It is wrong.</exception>
    public static void Check(BuildRequest request)
    {
        if (IConfirmed.Targets.FirstOrDefault(request.Asks) is { } target) CheckConfirmation(target, request.Find("confirm"), request.Find("environment") ?? UsualEnvironment);
        if (request.IsOn("record-access") && !request.IsOn("sandbox"))
            throw new RequestException("--record-access needs --sandbox: AWS does not say what it decided.", "Add --sandbox, or leave --record-access out.");
        if (request.Asks(nameof(IPreseed.Preseed)) && request.Find("from") is { } from) GivenSecret.Read(from);
    }

    private static void CheckConfirmation(string target, string? confirmed, string environment)
    {
        // With a terminal the person is asked once it is known what is about to happen.
        if (confirmed == environment || (confirmed is null && !Console.IsInputRedirected)) return;
        throw new RequestException($"{target} of {environment} was {(confirmed is null ? "not confirmed" : $"confirmed as '{confirmed}'")}.", $"If that is what you want: --confirm {environment}");
    }
}
