using System.Xml.Linq;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Tags of everything that has an ARN here.</summary>
internal sealed class TagOperations(ElbStore store) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeTags", Describe),
        new("AddTags", Add),
        new("RemoveTags", Remove),
    ];

    private AwsResponse Describe(AwsRequest request) => store.Read(request.Region, region =>
        Xml(request, new XElement("TagDescriptions", request.Query.Strings("ResourceArns").Select(arn => new XElement("member",
            new XElement("ResourceArn", arn),
            new XElement("Tags", TagsOf(region, arn).Select(tag =>
                new XElement("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value)))))))));

    private AwsResponse Add(AwsRequest request) => store.Write(request.Region, region =>
    {
        foreach (var arn in request.Query.Strings("ResourceArns"))
            foreach (var (key, value) in ElbArguments.Tags(request.Query))
                TagsOf(region, arn)[key] = value;
        return Xml(request);
    });

    private AwsResponse Remove(AwsRequest request) => store.Write(request.Region, region =>
    {
        foreach (var arn in request.Query.Strings("ResourceArns"))
            foreach (var key in request.Query.Strings("TagKeys"))
                TagsOf(region, arn).Remove(key);
        return Xml(request);
    });

    private static Dictionary<string, string> TagsOf(ElbRegion region, string arn)
    {
        var kind = arn.Split(':') is { Length: >= 6 } parts ? parts[5].Split('/')[0] : "";
        return kind switch
        {
            "loadbalancer" => region.LoadBalancer(arn).Tags,
            "targetgroup" => region.TargetGroup(arn).Tags,
            "listener" => region.Listener(arn).Tags,
            // The default rule carries its listener's actions, and no tags.
            "listener-rule" => region.Listeners.Values.Any(listener => listener.DefaultRuleArn == arn) ? [] : region.Rule(arn).Tags,
            _ => throw new AwsException("ValidationError", $"'{arn}' is not a valid ARN of load balancing"),
        };
    }

    private static AwsResponse Xml(AwsRequest request, params object?[] result) => AwsResponse.Xml(request, ElbXml.Namespace, result);
}
