namespace Notejam.Sandbox.Elb.Api;

/// <summary>Ids as they stand at the end of ARNs.</summary>
internal static class ElbIds
{
    /// <summary>A new id: 16 hexadecimal digits.</summary>
    public static string New() => Guid.NewGuid().ToString("N")[..16];
}
