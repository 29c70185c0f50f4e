using System.Text.RegularExpressions;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>What names a function: its name, <c>account:function:name</c> or an ARN, each with or without a qualifier.</summary>
/// <param name="Region">The region of an ARN; null for the caller's.</param>
/// <param name="Qualifier">Version or alias; null for the newest.</param>
internal sealed partial record FunctionReference(string Name, string? Region, string? Qualifier)
{
    /// <summary>Reads a reference; the qualifier of a query string stands beside it.</summary>
    /// <exception cref="Gateway.AwsException">It is none, or names two qualifiers.</exception>
    public static FunctionReference Parse(string text, string? qualifier = null)
    {
        var match = Form().Match(text);
        if (!match.Success)
            throw LambdaErrors.Invalid($"1 validation error detected: Value '{text}' at 'functionName' failed to satisfy constraint: "
                + "it must be a function's name, account:function:name, or a function's ARN, with at most one qualifier.");
        var own = match.Groups["qualifier"] is { Success: true, Value: var inName } ? inName : null;
        if (own is not null && qualifier is not null && own != qualifier)
            throw LambdaErrors.Invalid("The derived qualifier from the function name does not match the specified qualifier.");
        return new FunctionReference(match.Groups["name"].Value, match.Groups["region"] is { Success: true, Value: var region } ? region : null, own ?? qualifier);
    }

    [GeneratedRegex(@"^(arn:aws:lambda:(?<region>[a-z0-9-]+):)?(\d{12}:)?(function:)?(?<name>[A-Za-z0-9_-]{1,64})(:(?<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?$")]
    private static partial Regex Form();
}
