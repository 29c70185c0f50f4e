namespace Notejam.Sandbox.Elb;

/// <summary>Knows the certificates of a region.</summary>
internal interface ICertificateDirectory
{
    /// <summary>The names that a certificate is for.</summary>
    /// <exception cref="Gateway.AwsException">There is no such certificate, or it is not issued yet.</exception>
    Task<IReadOnlyList<string>> FindNamesAsync(string region, string arn, CancellationToken cancellationToken);
}
