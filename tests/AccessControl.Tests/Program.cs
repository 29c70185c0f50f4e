using Notejam.AccessControl.Tests.Peer;

namespace Notejam.AccessControl.Tests;

/// <summary>Records what the peer answers. Tests themselves are run by the test host.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments is ["record"] ? PeerRecording.RunAsync() : Task.FromResult(2);
}
