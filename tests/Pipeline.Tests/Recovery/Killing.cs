namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>Runs that die.</summary>
internal static class Killing
{
    /// <summary>Lets a run die at a call; false when it had ended before.</summary>
    /// <param name="call">Which call, from 1.</param>
    /// <param name="afterItsEffect">Whether the call still has its effect.</param>
    public static async Task<bool> AtAsync(FakeRecoveryRegion region, int call, bool afterItsEffect, Func<CancellationToken, Task> run)
    {
        using var power = new CancellationTokenSource();
        void Cut(int number)
        {
            if (number == call) power.Cancel();
        }

        if (afterItsEffect) region.AfterCall = Cut;
        else region.BeforeCall = Cut;
        try
        {
            await run(power.Token);
            return false;
        }
        catch (Exception exception) when (power.IsCancellationRequested)
        {
            Assert.NotNull(exception);
            return true;
        }
        finally
        {
            (region.BeforeCall, region.AfterCall) = (_ => { }, _ => { });
        }
    }
}
