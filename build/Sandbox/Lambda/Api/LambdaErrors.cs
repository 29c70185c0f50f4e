using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Errors of Lambda, in its words.</summary>
internal static class LambdaErrors
{
    public static AwsException Invalid(string message) => new("InvalidParameterValueException", message);

    public static AwsException NotFound(string message) => new("ResourceNotFoundException", message, StatusCodes.Status404NotFound);

    public static AwsException NoFunction(string arn) => NotFound($"Function not found: {arn}");

    public static AwsException Conflict(string message) => new("ResourceConflictException", message, StatusCodes.Status409Conflict);

    public static AwsException Throttled() => new("TooManyRequestsException", "Rate Exceeded.", StatusCodes.Status429TooManyRequests);

    public static AwsException TooLarge(int limit) => new(
        "RequestTooLargeException", $"Request must be smaller than {limit} bytes for the InvokeFunction operation", StatusCodes.Status413PayloadTooLarge);

    public static AwsException WrongRevision() => new(
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
        StatusCodes.Status412PreconditionFailed);

    public static AwsException NotServed(string what) => AwsException.NotServed($"lambda: {what}");
}
