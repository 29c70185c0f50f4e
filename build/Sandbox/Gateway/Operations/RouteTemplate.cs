using System.Collections.Specialized;
using System.Web;

namespace Notejam.Sandbox.Gateway.Operations;

/// <summary>Method and path of a REST operation; parts of the path in braces are parameters.</summary>
public sealed class RouteTemplate
{
    private readonly string _method;
    private readonly string[] _names;

    /// <summary>Takes a template apart.</summary>
    /// <param name="text"><c>GET /backup-vaults/{vault}</c>.</param>
    public RouteTemplate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(' ') is not [var method, ['/', ..] path]) throw new ArgumentException($"\"{text}\" is not a method and a path.", nameof(text));
        Text = text;
        _method = method;
        _names = Parts(path);
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>The parameters in a request's path; null when the request is another operation's.</summary>
    public IReadOnlyDictionary<string, string>? Match(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method != _method) return null;
        // Parts are told apart before they are decoded: an ARN may hold an encoded slash.
        var parts = Parts(request.PathAndQuery.Split('?', 2)[0]);
        if (parts.Length != _names.Length) return null;
        var values = new Dictionary<string, string>();
        for (var index = 0; index < parts.Length; index++)
        {
            if (_names[index] is ['{', .. var name, '}']) values[name] = Uri.UnescapeDataString(parts[index]);
            else if (_names[index] != parts[index]) return null;
        }

        return values;
    }

    /// <summary>The parameters in a request's query string.</summary>
    public static NameValueCollection QueryStringOf(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return HttpUtility.ParseQueryString(request.PathAndQuery.Split('?', 2) is [_, var query] ? query : "");
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
