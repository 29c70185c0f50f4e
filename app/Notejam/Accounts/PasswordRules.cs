namespace Notejam.Accounts;

/// <summary>What a password must be like.</summary>
public static class PasswordRules
{
    public const int MinLength = 8;

    /// <summary>Hashing longer ones would cost and gain nothing.</summary>
    public const int MaxLength = 128;

    public const string TooShort = "Password is too short: use 8 characters or more";

    public const string TooLong = "Password is too long: use 128 characters or fewer";

    public const string Mismatch = "Your passwords do not match";
}
