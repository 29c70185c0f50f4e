using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Lists in pages: Marker and MaxItems in, NextMarker out.</summary>
internal static class LambdaPages
{
    private const int Usual = 50;

    /// <summary>A page of a list.</summary>
    public static AwsResponse Cut(AwsRequest call, string key, IEnumerable<JsonObject> all)
    {
        int? size = int.TryParse(call.QueryString["MaxItems"], CultureInfo.InvariantCulture, out var number) ? number : null;
        var (page, next) = Paging.Cut([.. all], call.QueryString["Marker"], size, Usual, "InvalidParameterValueException");
        var answer = new JsonObject { [key] = JsonReading.Array(page) };
        if (next is not null) answer["NextMarker"] = next;
        return AwsResponse.Json(answer);
    }
}
