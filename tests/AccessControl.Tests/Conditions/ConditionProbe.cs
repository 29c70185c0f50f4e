using System.Text.Json.Nodes;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Conditions;

/// <summary>Asks whether a condition holds, by a statement that allows under it.</summary>
internal static class ConditionProbe
{
    public static bool Holds(string condition, RequestContext context) => new Scenario(Scenario.User, "s3:GetObject", Scenario.Bucket + "/a")
    {
        Identity = [Scenario.Allow("s3:*", condition: condition)],
        Context = context,
    }.Decide().IsAllowed;

    /// <summary>One operator, one key; null for a key that the request lacks; values of policy and request are separated by |.</summary>
    public static bool Holds(string name, string wanted, string? actual, params (string, string)[] others)
    {
        var condition = new JsonObject { [name] = new JsonObject { ["test:Key"] = new JsonArray([.. wanted.Split('|').Select(value => (JsonNode)value)]) } };
        return Holds(condition.ToJsonString(), RequestContext.Of(actual is null ? others : [("test:Key", actual), .. others]));
    }
}
