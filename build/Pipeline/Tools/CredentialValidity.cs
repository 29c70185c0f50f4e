using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Notejam.Pipeline.Tools;

/// <summary>How long the credentials are good that this run signs with: what they have signed ends with them.</summary>
/// <param name="IsTemporary">Whether they are of a session, and not a user's keys.</param>
/// <param name="Until">When that ends; null: never, or nobody tells.</param>
/// <param name="IsRenewed">Whether the SDK gets the next ones by itself.</param>
public sealed record CredentialValidity(bool IsTemporary, DateTimeOffset? Until, bool IsRenewed)
{
    // What aws configure export-credentials, aws-vault and others write beside the keys.
    private const string Expiration = "AWS_CREDENTIAL_EXPIRATION";

    /// <summary>A user's keys.</summary>
    public static CredentialValidity Lasting { get; } = new(false, null, false);

    /// <summary>That of this process.</summary>
    public static async Task<CredentialValidity> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var credentials = CredentialSource.Current.FindProfileCredentials() ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
        return Of(credentials, await credentials.GetCredentialsAsync(), Environment.GetEnvironmentVariable(Expiration));
    }

    /// <summary>Reads it from credentials that were asked for a moment ago.</summary>
    /// <param name="expiration">What the environment says of its keys.</param>
    public static CredentialValidity Of(AWSCredentials credentials, ImmutableCredentials current, string? expiration)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(current);
        if (!current.UseToken) return Lasting;
        if (credentials is RefreshingAWSCredentials) return new CredentialValidity(true, At(credentials.Expiration), true);
        return new CredentialValidity(true, DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : At(credentials.Expiration), false);
    }

    private static DateTimeOffset? At(DateTime? moment) => moment is { Year: > 1 and < 9999 } known ? new DateTimeOffset(known.ToUniversalTime()) : null;
}
