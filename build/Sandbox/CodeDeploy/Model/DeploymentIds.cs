using System.Security.Cryptography;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>Ids as CodeDeploy makes them: <c>d-</c> and nine letters or digits.</summary>
internal static class DeploymentIds
{
    /// <summary>A new id.</summary>
    public static string New() => "d-" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 9);
}
