using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup;

/// <summary>The data behind recovery points, which the service of the resource keeps: RDS its snapshots.</summary>
internal interface IRecoveryData
{
    /// <summary>ARNs of the resources of a region that can be backed up, with their tags.</summary>
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Resources(string region);

    /// <summary>Whether a resource is up, so that it can be backed up; null when there is none of this ARN.</summary>
    bool? IsAvailable(string resourceArn);

    /// <summary>Why a resource did not come up; null when it did, or may still.</summary>
    string? FailureOf(string resourceArn);

    /// <summary>Begins to copy a resource's data as they are now; the work goes on in the background and over a restart.</summary>
    /// <exception cref="AwsException">The resource, or its key, does not allow it.</exception>
    Task TakeAsync(string resourceArn, string recoveryPointArn, CancellationToken cancellationToken);

    /// <summary>Begins to copy a recovery point's data, into another region perhaps, under another key.</summary>
    /// <exception cref="AwsException">One of the keys cannot be used, or there are no such data.</exception>
    Task CopyAsync(string recoveryPointArn, string copyArn, string keyArn, CancellationToken cancellationToken);

    /// <summary>How far a recovery point's data are; null when there are none.</summary>
    RecoveryDataState? Describe(string recoveryPointArn);

    /// <summary>What a restore is to be told, as the resource was.</summary>
    IReadOnlyDictionary<string, string> RestoreMetadata(string recoveryPointArn);

    /// <summary>Begins to make a new resource of a recovery point's data.</summary>
    /// <returns>Its ARN.</returns>
    /// <exception cref="AwsException">The service refuses; the message says why.</exception>
    Task<string> RestoreAsync(string recoveryPointArn, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);

    /// <summary>Begins to delete a resource, if it is there.</summary>
    void DeleteResource(string resourceArn);

    /// <summary>Deletes a recovery point's data, if they are there.</summary>
    void Delete(string recoveryPointArn);
}

/// <summary>How far data are.</summary>
/// <param name="Status">The service's own word: <c>creating</c>, <c>available</c>, <c>failed</c>.</param>
/// <param name="Message">Why they are failed.</param>
/// <param name="SizeInBytes">Their size, once they are available.</param>
/// <param name="KeyArn">The key they are encrypted with, or null.</param>
internal sealed record RecoveryDataState(string Status, string? Message, long SizeInBytes, string? KeyArn);
