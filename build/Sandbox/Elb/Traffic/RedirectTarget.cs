using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>Where a redirect leads a request to.</summary>
internal static class RedirectTarget
{
    /// <summary>The address for the Location header.</summary>
    public static string Of(Redirect redirect, HttpRequest request, int listenerPort)
    {
        string Fill(string template) => template
            .Replace("#{protocol}", request.Scheme.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("#{host}", request.Host.Host, StringComparison.Ordinal)
            .Replace("#{port}", listenerPort.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#{path}", (request.Path.Value ?? "").TrimStart('/'), StringComparison.Ordinal)
            .Replace("#{query}", request.QueryString.Value?.TrimStart('?') ?? "", StringComparison.Ordinal);

        var query = Fill(redirect.Query);
        return $"{Fill(redirect.Protocol).ToLowerInvariant()}://{Fill(redirect.Host)}:{Fill(redirect.Port)}{Fill(redirect.Path)}"
            + (query.Length > 0 ? "?" + query : "");
    }
}
