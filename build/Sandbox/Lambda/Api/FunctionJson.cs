using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Writes functions as the API describes them.</summary>
internal static class FunctionJson
{
    /// <summary>A FunctionConfiguration.</summary>
    /// <param name="qualifier">What the caller named the version by; the ARN tells it.</param>
    public static JsonObject Write(Function function, FunctionVersion version, string? qualifier)
    {
        var shown = version.Settings.DeepClone().AsObject();
        shown["FunctionName"] = function.Name;
        shown["FunctionArn"] = qualifier is null ? function.Arn : $"{function.Arn}:{qualifier}";
        shown["Version"] = version.Version;
        shown["CodeSha256"] = version.CodeSha256;
        shown["CodeSize"] = version.CodeSize;
        shown["LastModified"] = Moment(version.ModifiedAt);
        shown["RevisionId"] = version.RevisionId;
        // The code is unpacked before the answer: there is nothing to wait for.
        shown["State"] = "Active";
        shown["LastUpdateStatus"] = "Successful";
        return shown;
    }

    /// <summary>An alias.</summary>
    public static JsonObject Write(Function function, FunctionAlias alias) => new()
    {
        ["AliasArn"] = $"{function.Arn}:{alias.Name}",
        ["Name"] = alias.Name,
        ["FunctionVersion"] = alias.Version,
        ["Description"] = alias.Description,
        ["RevisionId"] = alias.RevisionId,
    };

    /// <summary>Tags.</summary>
    public static JsonObject Write(IEnumerable<KeyValuePair<string, string>> tags) =>
        new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    /// <summary>A moment as Lambda writes it.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);
}
