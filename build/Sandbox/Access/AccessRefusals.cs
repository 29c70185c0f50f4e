using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Access;

/// <summary>Refusals as each service writes them. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html</summary>
internal static class AccessRefusals
{
    /// <summary>What who may not is answered.</summary>
    public static AwsResponse Of(AwsRequest request, AccessDecision decision, Principal principal)
    {
        // Who is not known to the account learns nothing about it.
        if (principal is ExternalIdentity) return Error(request, "AccessDenied", $"Not authorized to perform {decision.Action}");
        return request.Service switch
        {
            // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
            "ec2" => Error(request, "UnauthorizedOperation", $"You are not authorized to perform this operation. {decision.Message}"),
            // https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
            "sns" => Error(request, "AuthorizationError", decision.Message),
            "s3" => AwsResponse.S3Error("AccessDenied", decision.Message, StatusCodes.Status403Forbidden),
            _ => Error(request, request.Protocol is AwsProtocol.Query or AwsProtocol.RestXml ? "AccessDenied" : "AccessDeniedException", decision.Message),
        };
    }

    /// <summary>What a caller with credentials that are worth nothing is answered: the codes differ by protocol.</summary>
    public static AwsResponse Of(AwsRequest request, AwsException error)
    {
        if (request.Service == "s3") return AwsResponse.S3Error(error.Code == "InvalidClientTokenId" ? "InvalidAccessKeyId" : error.Code, error.Message, error.Status);
        var isJson = request.Protocol is AwsProtocol.Json or AwsProtocol.Rest;
        var code = error.Code switch
        {
            "InvalidClientTokenId" when isJson => "UnrecognizedClientException",
            "ExpiredToken" when isJson => "ExpiredTokenException",
            _ => error.Code,
        };
        return Error(request, code, error.Message, error.Status);
    }

    // The JSON protocol answers every fault of a client with 400, the others a refusal with 403.
    private static AwsResponse Error(AwsRequest request, string code, string message, int status = StatusCodes.Status403Forbidden) =>
        AwsResponse.Error(request, code, message, request.Protocol == AwsProtocol.Json ? StatusCodes.Status400BadRequest : status);
}
