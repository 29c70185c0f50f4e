using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Lambda.Model;

/// <summary>Code and configuration of a function at one moment. It never changes: a change makes another.</summary>
public sealed record FunctionVersion
{
    /// <summary>The name of the version that is not published.</summary>
    public const string LatestName = "$LATEST";

    /// <summary><c>$LATEST</c> or a number.</summary>
    public required string Version { get; init; }

    /// <summary>The configuration as the API describes it: Runtime, Handler, Timeout, VpcConfig …</summary>
    public required JsonObject Settings { get; init; }

    /// <summary>SHA-256 of the zip file, Base64.</summary>
    public required string CodeSha256 { get; init; }

    /// <summary>Bytes of the zip file.</summary>
    public required long CodeSize { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Another one after each change.</summary>
    public required string RevisionId { get; init; }

    /// <summary>Seconds that an invocation may take.</summary>
    [JsonIgnore]
    public int Timeout => Settings[nameof(Timeout)]!.GetValue<int>();

    /// <summary>MB.</summary>
    [JsonIgnore]
    public int MemorySize => Settings[nameof(MemorySize)]!.GetValue<int>();
}
