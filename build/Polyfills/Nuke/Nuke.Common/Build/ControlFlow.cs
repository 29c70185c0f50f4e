using Serilog;

namespace Nuke.Common;

/// <summary>Running things that may fail.</summary>
public static class ControlFlow
{
    /// <summary>Runs the action again when it throws; fails after the last attempt.</summary>
    public static void ExecuteWithRetry(
        Action action,
        Action cleanup = null,
        int retryAttempts = 3,
        TimeSpan? delay = null,
        Action<string> logAction = null)
    {
        Common.Assert.True(retryAttempts > 0);
        logAction ??= Log.Warning;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt == retryAttempts)
            {
                Common.Assert.Fail(
                    $"Execution failed permanently after {retryAttempts} attempts.{Environment.NewLine}"
                    + $"Last attempt failed with: {exception.Message}");
            }
            catch (Exception exception)
            {
                logAction($"Attempt #{attempt} failed with: {exception.Message}");
                if (delay is { } pause)
                {
                    logAction($"Waiting {pause} before next attempt...");
                    Thread.Sleep(pause);
                }
            }
            finally
            {
                cleanup?.Invoke();
            }
        }
    }

    /// <summary>Runs the action; an exception becomes a warning.</summary>
    public static void SuppressErrors(Action action, bool includeStackTrace = false, bool logWarning = true) =>
        SuppressErrors<object>(
            () =>
            {
                action();
                return null;
            },
            includeStackTrace: includeStackTrace,
            logWarning: logWarning);

    /// <summary>The function's result, or the default when it throws.</summary>
    public static T SuppressErrors<T>(
        Func<T> action,
        T defaultValue = default,
        bool includeStackTrace = false,
        bool logWarning = true)
    {
        try
        {
            return action();
        }
#pragma warning disable CA1031 // Suppressing every exception is what the caller asks for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (logWarning)
                Log.Warning(exception, "Exception was suppressed");
            return defaultValue;
        }
    }
}
