using System.Collections.Generic;
using Amazon.Runtime.Internal;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>What the SDK's metrics and user agent call the service.</summary>
internal sealed class AwsServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
