using Amazon.Runtime;

namespace Notejam.Pipeline.Tools;

/// <summary>Tells what AWS has refused, or could not be asked, from a bug.</summary>
internal static class AwsFailure
{
    /// <summary>Whether an exception of a client is such a failure: the SDK has no one type for them.</summary>
    public static bool Is(Exception exception) => exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException };
}
