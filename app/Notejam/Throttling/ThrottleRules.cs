namespace Notejam.Throttling;

/// <summary>
/// How often people may try. Accounts have a narrow limit for each client and a wide one for all clients together: with
/// one narrow limit anybody could lock others out.
/// </summary>
public static class ThrottleRules
{
    public static readonly ThrottleRule SignInPair = new("signin-pair", 10, TimeSpan.FromMinutes(5));

    public static readonly ThrottleRule SignInAccount = new("signin-account", 50, TimeSpan.FromMinutes(15));

    public static readonly ThrottleRule SignInClient = new("signin-client", 100, TimeSpan.FromMinutes(5));

    public static readonly ThrottleRule SignUpAccount = new("signup-account", 5, TimeSpan.FromHours(1));

    public static readonly ThrottleRule SignUpClient = new("signup-client", 30, TimeSpan.FromHours(1));

    public static readonly ThrottleRule ResetAccount = new("reset-account", 3, TimeSpan.FromHours(1));

    public static readonly ThrottleRule ResetClient = new("reset-client", 20, TimeSpan.FromHours(1));

    public static readonly ThrottleRule PresentPassword = new("present-password", 10, TimeSpan.FromMinutes(15));
}
