using System.Net.Http.Headers;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>Roles that services may assume and that may do everything, for tests that are about something else.</summary>
internal static class Roles
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["backup.amazonaws.com","codedeploy.amazonaws.com","ecs-tasks.amazonaws.com","lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}]}""";
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>Makes those that are missing.</summary>
    public static async Task EnsureAsync(Uri endpoint, params IReadOnlyList<string> names)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", "Credential=AKIASANDBOX/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0");
        foreach (var name in names)
        {
            var made = await CallAsync(http, ("Action", "CreateRole"), ("RoleName", name), ("AssumeRolePolicyDocument", Trust));
            if (made.Contains("EntityAlreadyExists", StringComparison.Ordinal)) continue;
            await CallAsync(http, ("Action", "PutRolePolicy"), ("RoleName", name), ("PolicyName", "everything"), ("PolicyDocument", Everything));
        }
    }

    private static async Task<string> CallAsync(HttpClient http, params IEnumerable<(string Name, string Value)> parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Append(("Version", "2010-05-08")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        using var answer = await http.PostAsync((Uri?)null, form);
        return await answer.Content.ReadAsStringAsync();
    }
}
