using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Tools;

/// <summary>Tells what AWS has refused, or could not be asked, from a bug; and what will pass from what will not.</summary>
internal static class AwsFailure
{
    // Services have names of their own for it, some with HTTP status 400 (botocore data/_retry.json, smithy throttling traits).
    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
        "BandwidthLimitExceeded", "ProvisionedThroughputExceededException", "EC2ThrottledException", "PriorRequestNotComplete", "SlowDown", "TransactionInProgressException",
    };

    private static readonly HashSet<string> Servers = new(StringComparer.Ordinal)
    {
        "InternalError", "InternalFailure", "InternalServerError", "InternalServerException", "InternalServiceError", "InternalServiceException", "InternalServiceFault", "ServerException",
        "ServiceException", "ServiceUnavailable", "ServiceUnavailableException", "DependencyFailureException", "RequestTimeout", "RequestTimeoutException",
    };

    // Not those that nobody knows (UnrecognizedClientException, InvalidClientTokenId): they are not renewed, they are wrong.
    private static readonly HashSet<string> Expiries = new(StringComparer.Ordinal) { "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired" };

    /// <summary>Whether an exception of a client is such a failure: the SDK has no one type for them.</summary>
    public static bool Is(Exception exception) => exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Whether AWS has decided the call: it would decide it in the same way again.</summary>
    public static bool IsRefusal(Exception exception) => exception is AmazonServiceException && KindOf(exception) == FailureKind.Final;

    /// <summary>What a failure means for one who looks again. A cancelled call counts as one that was not answered: whoever has cancelled it knows.</summary>
    public static FailureKind KindOf(Exception exception) => exception switch
    {
        // It says what is to be done: a repetition is not it.
        PipelineException => FailureKind.Final,
        AggregateException { InnerExceptions: [var only] } => KindOf(only),
        AmazonServiceException service => KindOf(service),
        _ when CredentialFailure.Of(exception, CredentialSource.Current) is not null => FailureKind.Credentials,
        AmazonClientException { InnerException: { } inner } => KindOf(inner),
        // A certificate is not accepted the next time either.
        HttpRequestException { InnerException: AuthenticationException } or AuthenticationException => FailureKind.Final,
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException => FailureKind.Final,
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => FailureKind.Passing,
        _ => FailureKind.Final,
    };

    private static FailureKind KindOf(AmazonServiceException exception)
    {
        var code = exception.ErrorCode ?? "";
        if (Throttles.Contains(code) || exception.StatusCode == HttpStatusCode.TooManyRequests || exception.Retryable?.Throttling == true) return FailureKind.Throttled;
        if (Expiries.Contains(code)) return FailureKind.Credentials;
        // Nobody implements it meanwhile.
        if (exception.StatusCode == HttpStatusCode.NotImplemented) return FailureKind.Final;
        if (Servers.Contains(code) || exception.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout) return FailureKind.Passing;
        // An answer that broke off, and one that never began.
        return exception is AmazonUnmarshallingException || (exception.StatusCode == 0 && exception.InnerException is { } inner && KindOf(inner) == FailureKind.Passing) ? FailureKind.Passing : FailureKind.Final;
    }
}
