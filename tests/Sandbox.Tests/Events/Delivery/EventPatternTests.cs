using System.Text.Json.Nodes;
using Notejam.Sandbox.Events.Delivery;

namespace Notejam.Sandbox.Tests.Events.Delivery;

public sealed class EventPatternTests
{
    private const string Rotated = """
        {"source":"aws.secretsmanager","detail-type":"AWS Service Event via CloudTrail","account":"123456789012",
         "detail":{"eventName":"RotationSucceeded","additionalEventData":{"SecretId":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam/app-AbCdEf"},
         "count":5,"address":"10.1.2.3","none":null,"tags":["a","b"],"items":[{"id":1},{"id":2}],"path":"dir/file.PNG"}}
        """;

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"source":["aws.secretsmanager"]}""", true)]
    [InlineData("""{"source":["aws.ecs","aws.secretsmanager"],"account":["123456789012"]}""", true)]
    [InlineData("""{"source":["aws.ecs"]}""", false)]
    [InlineData("""{"source":["AWS.secretsmanager"]}""", false)]
    [InlineData("""{"detail":{"eventName":["RotationSucceeded"]}}""", true)]
    [InlineData("""{"detail":{"eventName":["RotationFailed"]}}""", false)]
    [InlineData("""{"detail":{"additionalEventData":{"SecretId":[{"prefix":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam/"}]}}}""", true)]
    [InlineData("""{"detail":{"additionalEventData":{"SecretId":[{"prefix":"arn:aws:secretsmanager:eu-west-2:"}]}}}""", false)]
    [InlineData("""{"detail":{"path":[{"suffix":".PNG"}]}}""", true)]
    [InlineData("""{"detail":{"path":[{"suffix":".png"}]}}""", false)]
    [InlineData("""{"detail":{"path":[{"suffix":{"equals-ignore-case":".png"}}]}}""", true)]
    [InlineData("""{"detail":{"path":[{"equals-ignore-case":"DIR/file.png"}]}}""", true)]
    [InlineData("""{"detail":{"path":[{"wildcard":"dir/*.PNG"}]}}""", true)]
    [InlineData("""{"detail":{"path":[{"wildcard":"dir/*.gif"}]}}""", false)]
    [InlineData("""{"detail":{"eventName":[{"anything-but":"RotationFailed"}]}}""", true)]
    [InlineData("""{"detail":{"eventName":[{"anything-but":["RotationFailed","RotationSucceeded"]}]}}""", false)]
    [InlineData("""{"detail":{"eventName":[{"anything-but":{"prefix":"Rotation"}}]}}""", false)]
    [InlineData("""{"detail":{"eventName":[{"anything-but":{"prefix":["Test","Other"]}}]}}""", true)]
    [InlineData("""{"detail":{"absent":[{"anything-but":"x"}]}}""", false)]
    [InlineData("""{"detail":{"eventName":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"absent":[{"exists":true}]}}""", false)]
    [InlineData("""{"detail":{"absent":[{"exists":false}]}}""", true)]
    [InlineData("""{"detail":{"absent":{"inner":[{"exists":false}]}}}""", true)]
    [InlineData("""{"detail":{"eventName":[{"exists":false}]}}""", false)]
    [InlineData("""{"detail":{"none":[null]}}""", true)]
    [InlineData("""{"detail":{"count":[5]}}""", true)]
    [InlineData("""{"detail":{"count":["5"]}}""", false)]
    [InlineData("""{"detail":{"count":[{"numeric":[">",0,"<=",5]}]}}""", true)]
    [InlineData("""{"detail":{"count":[{"numeric":["<",5]}]}}""", false)]
    [InlineData("""{"detail":{"address":[{"cidr":"10.1.0.0/16"}]}}""", true)]
    [InlineData("""{"detail":{"address":[{"cidr":"10.2.0.0/16"}]}}""", false)]
    [InlineData("""{"detail":{"tags":["b"]}}""", true)]
    [InlineData("""{"detail":{"tags":["c"]}}""", false)]
    [InlineData("""{"detail":{"items":{"id":[2]}}}""", true)]
    [InlineData("""{"$or":[{"source":["aws.ecs"]},{"detail":{"count":[5]}}]}""", true)]
    [InlineData("""{"$or":[{"source":["aws.ecs"]},{"detail":{"count":[6]}}]}""", false)]
    [InlineData("""{"source":[{"unknown":"x"}]}""", false)]
    public void A_pattern_matches_as_EventBridge_says(string pattern, bool matches) =>
        Assert.Equal(matches, EventPattern.Matches(JsonNode.Parse(pattern)!.AsObject(), JsonNode.Parse(Rotated)!.AsObject()));
}
