using System.Text;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Emulator;

/// <summary>
/// moto answers an operation that it lacks with a page of HTML and a status that SDKs retry for minutes. A 501 is not
/// retried: the caller sees within a second which operation is missing.
/// </summary>
internal static class MotoFailure
{
    /// <summary>Whether an answer is such a page.</summary>
    public static bool IsHtml(AwsResponse response)
    {
        if (response.Status is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status500InternalServerError)) return false;
        var start = Encoding.ASCII.GetString(response.Body, 0, Math.Min(response.Body.Length, 15)).TrimStart();
        return start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The 501 in its place.</summary>
    public static AwsResponse Explain(AwsRequest request) => AwsResponse.Error(
        request, "NotImplementedException", $"sandbox: {request.Service}:{request.Operation} is not implemented", StatusCodes.Status501NotImplemented);
}
