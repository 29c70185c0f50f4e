using System.Security.Cryptography;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup;

/// <summary>Signs manifests with a region's own key, and checks signatures in that region alone.</summary>
/// <param name="kms">KMS of the region.</param>
/// <param name="vaultName">Name of the vault, of which the key has its name.</param>
public sealed class ManifestSigner(IAmazonKeyManagementService kms, string vaultName)
{
    private string Key => $"alias/{vaultName}-backup-manifests";

    /// <summary>Signs a text.</summary>
    /// <returns>The signature, in Base64.</returns>
    /// <exception cref="PipelineException">There is no such key.</exception>
    public async Task<string> SignAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            using var digest = Digest(text);
            var answer = await kms.SignAsync(new SignRequest { KeyId = Key, Message = digest, MessageType = MessageType.DIGEST, SigningAlgorithm = SigningAlgorithmSpec.ECDSA_SHA_256 }, cancellationToken);
            return Convert.ToBase64String(answer.Signature.ToArray());
        }
        catch (NotFoundException exception)
        {
            throw new PipelineException($"The key {Key}, which signs manifests, does not exist.", "Apply infra/stacks/backup first: ./build.sh Apply with the primary region.", exception);
        }
    }

    /// <summary>Why a signature is not valid; null when it is.</summary>
    public async Task<string?> FindFlawAsync(string text, string signature, CancellationToken cancellationToken)
    {
        try
        {
            using var digest = Digest(text);
            using var value = new MemoryStream(Convert.FromBase64String(signature));
            var answer = await kms.VerifyAsync(new VerifyRequest { KeyId = Key, Message = digest, MessageType = MessageType.DIGEST, Signature = value, SigningAlgorithm = SigningAlgorithmSpec.ECDSA_SHA_256 }, cancellationToken);
            return answer.SignatureValid == true ? null : "the signature is not of this text";
        }
        catch (KMSInvalidSignatureException)
        {
            return "the signature is not of this text";
        }
        catch (FormatException)
        {
            return "the signature is not readable";
        }
        catch (NotFoundException)
        {
            return $"the key {Key} does not exist";
        }
        catch (Exception exception) when (exception is DisabledException or KMSInvalidStateException)
        {
            return $"the key {Key} cannot be used: {exception.Message}";
        }
    }

    private static MemoryStream Digest(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
