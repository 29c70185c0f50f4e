namespace Notejam.Sandbox.Ecs.Running;

/// <summary>A <c>valueFrom</c>, taken apart.</summary>
/// <param name="SecretId">ARN or name.</param>
/// <param name="JsonKey">Key in the secret's JSON; null for the whole.</param>
internal sealed record SecretReference(string SecretId, string? JsonKey, string? VersionStage, string? VersionId, bool IsParameter)
{
    private const int ArnParts = 7;

    /// <summary>Reads a <c>valueFrom</c>.</summary>
    public static SecretReference Parse(string valueFrom)
    {
        var parts = valueFrom.Split(':');
        if (parts[0] != "arn" || parts.Length < ArnParts - 1 || parts[2] != "secretsmanager")
            return new SecretReference(valueFrom, null, null, null, IsParameter: true);

        string? Part(int index) => parts.Length > index && parts[index].Length > 0 ? parts[index] : null;
        return new SecretReference(string.Join(':', parts.Take(ArnParts)), Part(ArnParts), Part(ArnParts + 1), Part(ArnParts + 2), IsParameter: false);
    }
}
