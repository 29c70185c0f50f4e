using System.Net;
using System.Runtime.CompilerServices;

namespace Notejam.Tests.Shared;

/// <summary>All that the tests' own clients talk to is on this machine: the user's proxy is never asked.</summary>
internal static class LocalTraffic
{
#pragma warning disable CA2255 // Each test assembly is a program: what runs first in it is this.
    [ModuleInitializer]
    internal static void UseNoProxy() => HttpClient.DefaultProxy = new WebProxy();
#pragma warning restore CA2255
}
