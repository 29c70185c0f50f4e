using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>What Lambda refuses, and what the sandbox does not serve.</summary>
internal static class FunctionRules
{
    private const int EnvironmentLimit = 4096;
    private static readonly string[] Runtimes = ["provided.al2023", "provided.al2"];

    private static readonly HashSet<string> Reserved =
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ];

    /// <summary>Checks a whole configuration.</summary>
    public static void Check(JsonObject settings)
    {
        if (settings.Text("Runtime") is { } runtime && !Runtimes.Contains(runtime))
            throw LambdaErrors.NotServed($"the runtime {runtime} is not implemented; the custom runtimes are: {string.Join(", ", Runtimes)}");
        if (settings.Text("Role") is { } role && !role.StartsWith("arn:aws:iam::", StringComparison.Ordinal))
            throw LambdaErrors.Invalid($"1 validation error detected: Value '{role}' at 'role' failed to satisfy constraint: it must be a role's ARN.");
        Range(settings.Number("Timeout"), 1, 900, "timeout", "seconds");
        Range(settings.Number("MemorySize"), 128, 10240, "memorySize", "MB");
        Range(settings.Structure("EphemeralStorage").Number("Size"), 512, 10240, "ephemeralStorage.size", "MB");
        OneOf(settings.Structure("TracingConfig").Text("Mode"), "tracingConfig.mode", "Active", "PassThrough");
        OneOf(settings.Structure("LoggingConfig").Text("LogFormat"), "loggingConfig.logFormat", "Text", "JSON");
        foreach (var architecture in settings.Texts("Architectures")) OneOf(architecture, "architectures", "x86_64", "arm64");
    }

    /// <summary>Checks the variables that a function is to get.</summary>
    public static void CheckVariables(JsonObject variables)
    {
        var reserved = variables.Select(pair => pair.Key).Where(Reserved.Contains).ToList();
        if (reserved.Count > 0)
            throw LambdaErrors.Invalid("Lambda was unable to configure your environment variables because the environment variables you have provided "
                + $"contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {string.Join(", ", reserved)}");
        if (Encoding.UTF8.GetByteCount(variables.ToJsonString()) > EnvironmentLimit)
            throw LambdaErrors.Invalid("Lambda was unable to configure your environment variables because the environment variables you have provided "
                + $"exceeded the {EnvironmentLimit / 1024}KB limit.");
    }

    private static void Range(int? value, int from, int to, string name, string unit)
    {
        if (value < from || value > to)
            throw LambdaErrors.Invalid($"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: it must be from {from} to {to} {unit}.");
    }

    private static void OneOf(string? value, string name, params string[] known)
    {
        if (value is not null && !known.Contains(value))
            throw LambdaErrors.Invalid($"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", known)}]");
    }
}
