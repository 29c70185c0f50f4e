using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Sts.WebIdentity;

/// <summary>
/// Stands for every identity provider of the account: mints tokens as GitHub Actions gets them, and holds the key with which
/// STS checks them. No provider outside of this machine is asked.
/// </summary>
public sealed class TokenIssuer : IDisposable
{
    private const string FileName = "oidc";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly TimeProvider _time;

    /// <summary>Takes the key of an earlier gateway, or makes one.</summary>
    public TokenIssuer(StateStore files, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(files);
        _time = time;
        var kept = files.Load<IssuerKey>(FileName);
        if (kept.Pem.Length > 0) _rsa.ImportFromPem(kept.Pem);
        else files.Save(FileName, new IssuerKey { Pem = _rsa.ExportPkcs8PrivateKeyPem() });
        Key = new RsaSecurityKey(_rsa) { KeyId = "sandbox" };
    }

    /// <summary>The key that checks the tokens.</summary>
    internal RsaSecurityKey Key { get; }

    /// <summary>Mints a token.</summary>
    public string Mint(TokenWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var now = _time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = wish.Subject, ["jti"] = Guid.NewGuid().ToString() };
        foreach (var (name, value) in wish.Claims ?? new Dictionary<string, string>()) claims[name] = value;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = wish.Issuer,
            Audience = wish.Audience,
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + TimeSpan.FromSeconds(wish.LifetimeSeconds ?? (int)Lifetime.TotalSeconds),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <inheritdoc />
    public void Dispose() => _rsa.Dispose();

    private sealed record IssuerKey
    {
        public string Pem { get; init; } = "";
    }
}

/// <summary>A token to mint.</summary>
/// <param name="Subject">The claim <c>sub</c>: <c>repo:example/notejam:ref:refs/heads/main</c>.</param>
/// <param name="Audience">The claim <c>aud</c>.</param>
/// <param name="Issuer">The claim <c>iss</c>.</param>
/// <param name="Claims">Further claims.</param>
/// <param name="LifetimeSeconds">Seconds until it expires; 300 when absent.</param>
public sealed record TokenWish(
    string Subject, string Audience = "sts.amazonaws.com", string Issuer = "https://token.actions.githubusercontent.com", IReadOnlyDictionary<string, string>? Claims = null, int? LifetimeSeconds = null);
