using System.Globalization;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Makes versions of what a function is now.</summary>
internal static class Publishing
{
    /// <summary>Publishes <c>$LATEST</c>; when nothing has changed since the last version, that one is it.</summary>
    /// <param name="description">The version's own description; null for the function's.</param>
    public static FunctionVersion Publish(Function function, string? description)
    {
        var last = function.Versions.Values.LastOrDefault();
        if (last is not null && last.CodeSha256 == function.Latest.CodeSha256 && IsSame(last, function.Latest)) return last;
        var number = ++function.LastNumber;
        var settings = function.Latest.Settings.DeepClone().AsObject();
        if (description is not null) settings["Description"] = description;
        return function.Versions[number] = function.Latest with
        {
            Version = number.ToString(CultureInfo.InvariantCulture),
            Settings = settings,
            RevisionId = Guid.NewGuid().ToString(),
        };
    }

    private static bool IsSame(FunctionVersion version, FunctionVersion latest)
    {
        var (left, right) = (version.Settings.DeepClone().AsObject(), latest.Settings.DeepClone().AsObject());
        foreach (var settings in new[] { left, right }) settings.Remove("Description");
        return System.Text.Json.Nodes.JsonNode.DeepEquals(left, right);
    }
}
