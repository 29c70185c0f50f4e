using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Decisions;

/// <summary>What no policy decides: "No permissions are required", even where one denies.</summary>
internal static class AlwaysAllowed
{
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html and
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
    private static readonly string[] Actions = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

    public static bool Contains(AccessRequest request) => request.Principal is not Anonymous && Actions.Contains(request.Action, StringComparer.OrdinalIgnoreCase);
}
