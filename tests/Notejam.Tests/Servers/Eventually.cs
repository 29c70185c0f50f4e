namespace Notejam.Tests.Servers;

internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the condition holds; what it waits for stands in the failure's message.</summary>
    public static async Task HoldsAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {what}.");
            await Task.Delay(Pause);
        }
    }
}
