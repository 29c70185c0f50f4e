using System;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>A generated Marshall method as the SDK's marshaller.</summary>
internal sealed class AwsMarshaller(Func<AmazonWebServiceRequest, IRequest> marshall)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input) => marshall(input);
}
