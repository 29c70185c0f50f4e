using Notejam.Configuration;

namespace Notejam.Commands;

/// <summary>Says in one line why the process could not start.</summary>
public static class StartFailure
{
    /// <summary>The cause, with the remedy where one is known.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        ConfigurationException or UsageException => exception.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{OneLine(exception.Message)} Set ASPNETCORE_HTTP_PORTS to a free port.",
        OperationCanceledException => "it was stopped while it was starting.",
        _ => $"{exception.GetType().Name}: {OneLine(exception.Message)}",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
