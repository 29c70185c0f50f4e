namespace Notejam.Sandbox.Gateway;

/// <summary>
/// Reads of the emulator for the sandbox's own use. It walks its records while other requests change them, and then fails: the
/// same read a moment later succeeds. What a decision needs may not be taken for absent because of that.
/// </summary>
internal static class RepeatedRead
{
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The answer; the last one's when every attempt failed.</summary>
    public static async Task<AwsResponse> AnswerAsync(Func<Task<AwsResponse>> read, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await read();
            if (answer.Status < StatusCodes.Status500InternalServerError || attempt == Attempts) return answer;
            await Task.Delay(Pause * attempt, time, cancellationToken);
        }
    }
}
