using System.Xml.Linq;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Iam;

namespace Notejam.Sandbox.Sts.WebIdentity;

/// <summary>Checks tokens of identity providers as STS does. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html</summary>
public sealed class WebIdentityVerifier(TokenIssuer issuer, IamApi iam, TimeProvider time)
{
    // The claims of GitHub's tokens that AWS has condition keys for; aud and sub every provider has.
    private static readonly string[] Claims =
        ["aud", "sub", "actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref", "repository", "repository_id", "repository_owner_id", "workflow"];

    /// <summary>Who a token vouches for, with the condition keys of its claims.</summary>
    /// <exception cref="AwsException">The token is none, is expired, or its provider or audience is unknown to the account.</exception>
    public async Task<WebIdentity> VerifyAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: >= 4 }) throw new AwsException("ValidationError", "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4");
        var handler = new JsonWebTokenHandler { MapInboundClaims = false };
        if (!handler.CanReadToken(token)) throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        var read = handler.ReadJsonWebToken(token);
        var host = read.Issuer.Replace("https://", "", StringComparison.Ordinal);
        var provider = $"arn:aws:iam::{SandboxOptions.AccountId}:oidc-provider/{host}";
        var audiences = await AudiencesAsync(provider, cancellationToken) ?? throw Invalid($"No OpenIDConnect provider found in your account for {read.Issuer}");
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = read.Issuer,
            ValidAudiences = audiences,
            IssuerSigningKey = issuer.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime ? true : throw new SecurityTokenExpiredException(),
        });
        if (!result.IsValid)
        {
            throw result.Exception switch
            {
                SecurityTokenExpiredException => new AwsException("ExpiredTokenException", $"Token expired: current date/time must be before the expiration date/time {read.ValidTo:O}"),
                SecurityTokenInvalidAudienceException => Invalid("Incorrect token audience"),
                _ => Invalid("The token's signature does not match its provider's keys"),
            };
        }

        var keys = Claims.Select(claim => (Claim: claim, Value: read.TryGetPayloadValue<object>(claim, out var value) ? value is string text ? text : read.Audiences.FirstOrDefault() : null))
            .Where(pair => pair.Value is not null).ToDictionary(pair => $"{host}:{pair.Claim}", pair => pair.Value!);
        keys["aws:FederatedProvider"] = provider;
        return new WebIdentity(new ExternalIdentity(provider, read.Subject), read.Subject, read.Audiences.First(), keys);
    }

    // Null when the account has no such provider.
    private async Task<IReadOnlyList<string>?> AudiencesAsync(string provider, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await iam.CallAsync("GetOpenIDConnectProvider", cancellationToken, ("OpenIDConnectProviderArn", provider));
            return [.. answer.Descendants().Where(element => element.Name.LocalName == "ClientIDList").Elements().Select(element => element.Value)];
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return null;
        }
    }

    private static AwsException Invalid(string message) => new("InvalidIdentityToken", message);
}

/// <summary>Somebody whom a token vouches for.</summary>
/// <param name="Keys">The condition keys of the token's claims.</param>
public sealed record WebIdentity(ExternalIdentity Principal, string Subject, string Audience, IReadOnlyDictionary<string, string> Keys);
