using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Sts.Model;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>The variables that a function's process gets: Lambda's documented ones, its own, and how it finds the sandbox.</summary>
internal static class FunctionVariables
{
    /// <summary>Makes them; nothing is inherited.</summary>
    /// <param name="taskRoot">The folder of the code.</param>
    /// <param name="runtimeApi">Host and port of the runtime API.</param>
    /// <param name="endpoint">The sandbox's address.</param>
    /// <param name="credentials">Of the function's role.</param>
    /// <param name="certificates">Roots to trust; null for the machine's.</param>
    public static Dictionary<string, string> Of(
        FunctionTarget target, string taskRoot, string scratch, string runtimeApi, string logStream, string endpoint, SessionCredentials credentials, string? certificates)
    {
        var settings = target.Version.Settings;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["TMPDIR"] = scratch,
            ["LAMBDA_TASK_ROOT"] = taskRoot,
            ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = target.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = target.Version.Version,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = target.Version.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = FunctionLog.GroupOf(target),
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream,
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["_HANDLER"] = settings.Text("Handler") ?? "",
            ["AWS_REGION"] = target.Region,
            ["AWS_DEFAULT_REGION"] = target.Region,
            ["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = credentials.Token,
            ["AWS_ENDPOINT_URL"] = endpoint,
        };
        if (settings.Structure("LoggingConfig") is var logging && logging.Text("LogFormat") == "JSON")
        {
            variables["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
            variables["AWS_LAMBDA_LOG_LEVEL"] = logging.Text("ApplicationLogLevel") ?? "INFO";
        }

        if (certificates is not null) variables["SSL_CERT_FILE"] = certificates;
        foreach (var (name, value) in settings.Structure("Environment").Structure("Variables")) variables[name] = value?.GetValue<string>() ?? "";
        return variables;
    }
}
