using System.Globalization;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Finds what a request names, or answers with Lambda's own error.</summary>
internal static class LambdaLookups
{
    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this System.Text.Json.Nodes.JsonObject json, string name) =>
        json.Text(name) ?? throw LambdaErrors.Invalid($"{name} is required.");

    /// <summary>What a path and a query string say about the function.</summary>
    public static FunctionReference Reference(this AwsRequest call) => FunctionReference.Parse(call.Path["function"], call.QueryString["Qualifier"]);

    /// <summary>The function that a call is about.</summary>
    public static Function Function(this LambdaRegion region, AwsRequest call) => region.Function(call.Region, call.Reference());

    /// <summary>A function.</summary>
    public static Function Function(this LambdaRegion region, string regionName, FunctionReference reference) =>
        (reference.Region is null || reference.Region == regionName) && region.Functions.TryGetValue(reference.Name, out var found)
            ? found
            : throw LambdaErrors.NoFunction(ArnOf(reference.Region ?? regionName, reference.Name, reference.Qualifier));

    /// <summary>The version that a qualifier means.</summary>
    public static FunctionVersion Resolve(this Function function, string? qualifier)
    {
        if (qualifier is null or FunctionVersion.LatestName) return function.Latest;
        var name = function.Aliases.TryGetValue(qualifier, out var alias) ? alias.Version : qualifier;
        if (name == FunctionVersion.LatestName) return function.Latest;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && function.Versions.TryGetValue(number, out var version)
            ? version
            : throw LambdaErrors.NoFunction($"{function.Arn}:{qualifier}");
    }

    /// <summary>The ARN of a function, qualified or not.</summary>
    public static string ArnOf(string region, string name, string? qualifier = null) =>
        $"arn:aws:lambda:{region}:{SandboxOptions.AccountId}:function:{name}{(qualifier is null ? "" : $":{qualifier}")}";
}
