using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Failover;

/// <summary>What a failover is asked for.</summary>
/// <param name="Targets">What it is held against; nothing is broken off for them.</param>
/// <param name="Confirmed">The environment's name once more, as the person typed it.</param>
/// <param name="LastBackup">Whether a primary region that answers is backed up once more when it is frozen, so that nothing is lost.</param>
/// <param name="AcceptFindings">Whether the traffic is switched although a check of the data or of the primary found something.</param>
/// <param name="GiveUp">Whether a failover that has not switched the traffic is given up: the primary serves again, and what stands is taken down.</param>
public sealed record FailoverOptions(RecoveryTargets Targets, string? Confirmed, bool LastBackup, bool AcceptFindings, bool GiveUp);
