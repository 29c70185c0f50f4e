using System.Web;

namespace Notejam.Sandbox.Gateway;

/// <summary>An operation of a REST service: its method, its path with <c>{names}</c>, and who answers it.</summary>
internal sealed record RestRoute(string Method, string Template, Func<RestCall, CancellationToken, Task<AwsResponse>> Handler)
{
    /// <summary>An operation that is answered at once.</summary>
    public RestRoute(string method, string template, Func<RestCall, AwsResponse> handler)
        : this(method, template, (call, _) => Task.FromResult(handler(call)))
    {
    }

    /// <summary>The request taken apart; null when it is another operation's.</summary>
    public RestCall? Match(AwsRequest request)
    {
        if (request.Method != Method) return null;
        var target = request.PathAndQuery.Split('?', 2);
        // Parts are told apart before they are decoded: an ARN may hold an encoded slash.
        var (parts, names) = (Parts(target[0]), Parts(Template));
        if (parts.Length != names.Length) return null;
        var values = new Dictionary<string, string>();
        for (var index = 0; index < parts.Length; index++)
        {
            if (names[index] is ['{', .. var name, '}']) values[name] = Uri.UnescapeDataString(parts[index]);
            else if (names[index] != parts[index]) return null;
        }

        return new RestCall(request, values, HttpUtility.ParseQueryString(target.Length > 1 ? target[1] : ""));
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
