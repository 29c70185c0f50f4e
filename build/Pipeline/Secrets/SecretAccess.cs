using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace Notejam.Pipeline.Secrets;

/// <summary>Whether a caller may open secrets, found out without opening one.</summary>
public static class SecretAccess
{
    // No version has it: who may open the secret is told that there is none.
    private const string NoStage = "notejam-nobody";

    /// <summary>Whether the caller may open all of these secrets; one that is not there yet hinders nobody.</summary>
    public static async Task<bool> MayOpenAsync(IAmazonSecretsManager secrets, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (var name in names)
        {
            try
            {
                await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name, VersionStage = NoStage }, cancellationToken);
            }
            catch (ResourceNotFoundException)
            {
                // Asked of AWS itself, which looks at the caller's rights first.
            }
            catch (AmazonSecretsManagerException exception) when (exception.ErrorCode is "AccessDeniedException" or "AccessDenied")
            {
                return false;
            }
        }

        return true;
    }
}
