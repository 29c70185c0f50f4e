using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Faults;

/// <summary>What a fault does to a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>400 ThrottlingException.</summary>
    Throttle,

    /// <summary>500 before any effect.</summary>
    InternalError,

    /// <summary>503 before any effect.</summary>
    Unavailable,

    /// <summary>The answer comes later.</summary>
    Latency,

    /// <summary>The effect happens, then the connection breaks.</summary>
    LostResponse,

    /// <summary>403 ExpiredTokenException.</summary>
    ExpiredCredentials,
}
