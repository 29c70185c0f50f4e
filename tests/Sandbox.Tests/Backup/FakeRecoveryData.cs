using Notejam.Sandbox.Backup;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Backup;

/// <summary>Data that a test makes come and go; no server behind.</summary>
internal sealed class FakeRecoveryData : IRecoveryData
{
    public Dictionary<string, IReadOnlyDictionary<string, string>> Tags { get; } = [];

    /// <summary>Resources by ARN, and whether they are up.</summary>
    public Dictionary<string, bool> Up { get; } = [];

    public Dictionary<string, RecoveryDataState> Data { get; } = [];

    /// <summary>What the service refuses with, until it is null again.</summary>
    public AwsException? Refusal { get; set; }

    public List<(string Arn, IReadOnlyDictionary<string, string> Metadata)> Restored { get; } = [];

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Resources(string region) =>
        Up.Keys.Where(arn => arn.Split(':')[3] == region).ToDictionary(arn => arn, arn => Tags.GetValueOrDefault(arn) ?? new Dictionary<string, string>());

    public bool? IsAvailable(string resourceArn) => Up.TryGetValue(resourceArn, out var up) ? up : null;

    public string? FailureOf(string resourceArn) => null;

    public Task TakeAsync(string resourceArn, string recoveryPointArn, CancellationToken cancellationToken) => BeginAsync(recoveryPointArn, "key-of-the-database");

    public Task CopyAsync(string recoveryPointArn, string copyArn, string keyArn, CancellationToken cancellationToken) => BeginAsync(copyArn, keyArn);

    public RecoveryDataState? Describe(string recoveryPointArn) => Data.GetValueOrDefault(recoveryPointArn);

    public IReadOnlyDictionary<string, string> RestoreMetadata(string recoveryPointArn) => new Dictionary<string, string> { ["DBInstanceIdentifier"] = "notes", ["DBSubnetGroupName"] = "here" };

    public Task<string> RestoreAsync(
        string recoveryPointArn, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal) throw refusal;
        var arn = $"arn:aws:rds:{recoveryPointArn.Split(':')[3]}:123456789012:db:{metadata["DBInstanceIdentifier"]}";
        Restored.Add((arn, metadata));
        Up[arn] = false;
        return Task.FromResult(arn);
    }

    public void DeleteResource(string resourceArn) => Up.Remove(resourceArn);

    public void Delete(string recoveryPointArn) => Data.Remove(recoveryPointArn);

    /// <summary>Lets everything that was begun be done.</summary>
    public void Finish()
    {
        foreach (var (arn, state) in Data.ToList()) Data[arn] = state with { Status = "available", SizeInBytes = 100 };
        foreach (var arn in Up.Keys.ToList()) Up[arn] = true;
    }

    private Task BeginAsync(string arn, string key)
    {
        if (Refusal is { } refusal) throw refusal;
        Data[arn] = new RecoveryDataState("creating", null, 0, key);
        return Task.CompletedTask;
    }
}
