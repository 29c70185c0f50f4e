namespace Notejam.Pipeline.Tools;

/// <summary>What explains a failure is read where that can be done. Where it cannot, that is said, and what went wrong first is told all the same.</summary>
internal static class Evidence
{
    /// <summary>Reads it.</summary>
    /// <param name="unread">What stands in its place; it gets the problem, in words.</param>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<string, T> unread, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        // Also a bug: it must not hide what it was to explain.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return unread((Explanation.Of(exception)?.Cause ?? $"{exception.GetType().Name}: {exception.Message}").TrimEnd('.'));
        }
    }
}
