using Notejam.Accounts;

namespace Notejam.Throttling;

/// <summary>Which tries are counted together, for each way into an account.</summary>
public sealed class AccountThrottle(Throttle throttle)
{
    /// <summary>Counts a try to sign in; false when there were too many.</summary>
    public Task<bool> TrySignInAsync(string client, string email) => AllAsync(
        (ThrottleRules.SignInPair, Pair(client, email)),
        (ThrottleRules.SignInClient, client),
        (ThrottleRules.SignInAccount, AccountService.Normalize(email)));

    /// <summary>The try to sign in was a good one: only bad ones count.</summary>
    public async Task SignedInAsync(string client, string email)
    {
        await throttle.ForgetAsync(ThrottleRules.SignInPair, Pair(client, email));
        await throttle.GiveBackAsync(ThrottleRules.SignInClient, client);
        await throttle.GiveBackAsync(ThrottleRules.SignInAccount, AccountService.Normalize(email));
    }

    /// <summary>Counts a try to sign up; false when there were too many.</summary>
    public Task<bool> TrySignUpAsync(string client, string email) => AllAsync(
        (ThrottleRules.SignUpClient, client), (ThrottleRules.SignUpAccount, AccountService.Normalize(email)));

    /// <summary>Counts a wish for a new password; false when there were too many.</summary>
    public Task<bool> TryResetAsync(string client, string email) => AllAsync(
        (ThrottleRules.ResetClient, client), (ThrottleRules.ResetAccount, AccountService.Normalize(email)));

    /// <summary>Counts a try to tell the present password; false when there were too many.</summary>
    public Task<bool> TryPresentPasswordAsync(long userId) =>
        throttle.TryAsync(ThrottleRules.PresentPassword, FormattableString.Invariant($"{userId}"));

    /// <summary>The present password was right.</summary>
    public Task KnewPresentPasswordAsync(long userId) =>
        throttle.ForgetAsync(ThrottleRules.PresentPassword, FormattableString.Invariant($"{userId}"));

    // The first that refuses ends it: a client that is stopped does not use up other people's limits.
    private async Task<bool> AllAsync(params (ThrottleRule Rule, string Subject)[] counters)
    {
        foreach (var (rule, subject) in counters)
            if (!await throttle.TryAsync(rule, subject)) return false;
        return true;
    }

    private static string Pair(string client, string email) => $"{client}|{AccountService.Normalize(email)}";
}
