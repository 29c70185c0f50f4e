using Notejam.Pipeline.Tests.Tools;

namespace Notejam.Pipeline.Tests;

/// <summary>What tests start as a process of its own, because it changes or reads what there is once a process. Tests themselves are run by the test host.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["aws", var sandbox] => AwsTrafficTests.AskEverybodyAsync(sandbox),
        ["get", .. var urls] => ProxyTrafficTests.GetAsync(urls),
        ["verify"] => ProxyTrafficTests.VerifyAsync(),
        ["engine", var socket] => ProxyTrafficTests.AskEngineAsync(socket),
        _ => Task.FromResult(2),
    };
}
