using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>What requests to Application Auto Scaling need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html</summary>
internal static class ScalingAccess
{
    // A target's ARN ends in an id of AWS's own: only requests about tags know it.
    public static ServiceAccess Create() => new("application-autoscaling")
    {
        Keys = new Dictionary<string, string[]>
        {
            ["application-autoscaling:service-namespace"] = ["ServiceNamespace"],
            ["application-autoscaling:scalable-dimension"] = ["ScalableDimension"],
        },
    };
}
