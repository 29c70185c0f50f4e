using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Gateway.Faults;

/// <summary>What a fault does to a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The service's own error of too many requests: 400 ThrottlingException, 400 Throttling, 429 TooManyRequestsException.</summary>
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

    /// <summary>The region is gone: every connection to its services and to its load balancers breaks.</summary>
    DeadRegion,

    /// <summary>A backup job fails.</summary>
    FailedBackup,

    /// <summary>A backup job does not begin in its start window.</summary>
    ExpiredBackup,

    /// <summary>A backup job ends as PARTIAL.</summary>
    PartialBackup,

    /// <summary>A copy job says COMPLETED, and the copy is not there.</summary>
    LostCopy,

    /// <summary>A copy job begins only after <c>latencyMs</c>.</summary>
    LateCopy,

    /// <summary>A copy job ends as PARTIAL.</summary>
    PartialCopy,

    /// <summary>A copy is encrypted with another key than its vault's.</summary>
    WrongKey,

    /// <summary>DeleteRecoveryPoint answers 200, and the recovery point stays, as EXPIRED.</summary>
    UndeletableRecoveryPoint,

    /// <summary>A restored database is available before its data are there: until <c>latencyMs</c> have passed, reads wait for what has not come from the backup yet.</summary>
    LazyLoading,
}
