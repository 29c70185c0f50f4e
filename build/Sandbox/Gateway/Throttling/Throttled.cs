namespace Notejam.Sandbox.Gateway.Throttling;

/// <summary>How services say that requests come too fast.</summary>
internal static class Throttled
{
    // "Throttling": the common errors of the query and XML APIs; Route 53's guide names it. Lambda and S3 have errors of their own.
    private static readonly HashSet<string> WithShortCode = new(StringComparer.Ordinal) { "elasticache", "iam", "rds", "route53", "sns", "sts" };

    /// <summary>The error of a service.</summary>
    /// <param name="service">Signing name.</param>
    public static AwsException Error(string service) => service switch
    {
        "lambda" => new AwsException("TooManyRequestsException", "Rate exceeded", StatusCodes.Status429TooManyRequests),
        "s3" => new AwsException("SlowDown", "Please reduce your request rate.", StatusCodes.Status503ServiceUnavailable),
        _ => new AwsException(WithShortCode.Contains(service) ? "Throttling" : "ThrottlingException", "Rate exceeded"),
    };
}
