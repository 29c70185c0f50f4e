using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Api;
using Notejam.Sandbox.Sts.Callers;
using Notejam.Sandbox.Sts.Model;
using Notejam.Sandbox.Sts.WebIdentity;

namespace Notejam.Sandbox.Sts;

/// <summary>Registers identities and their sessions.</summary>
public static class StsServiceCollectionExtensions
{
    /// <summary>Adds STS, the issuer of web identity tokens, and who tells whose request one is.</summary>
    public static IServiceCollection AddSts(this IServiceCollection services) => services
        .AddSingleton<IamApi>()
        .AddSingleton<IdentityDirectory>()
        .AddSingleton<SessionStore>()
        .AddSingleton<CallerDirectory>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<WebIdentityVerifier>()
        .AddAwsService("sts", AwsProtocol.Query, operations => operations.Add<TokenOperations>().Needs(_ => StsAccess.Create()));
}
