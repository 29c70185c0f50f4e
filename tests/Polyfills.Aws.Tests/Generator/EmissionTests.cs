using System.Text.RegularExpressions;
using Notejam.Polyfills.Aws.Generator.Emit;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Tests.Generator;

/// <summary>What a model says and the services in use do not need yet, and models that are refused.</summary>
public sealed class EmissionTests
{
    [Fact]
    public void A_greedy_placeholder_keeps_slashes_and_another_does_not()
    {
        var code = Generate(RestModel("""{ "method": "PUT", "requestUri": "/v1/{kind}/{key+}" }"""));
        Assert.Contains("""r.AddPathResource("{key+}", StringUtils.FromStringWithSlashEncoding(q.Key));""", code, StringComparison.Ordinal);
        Assert.Contains("""r.AddPathResource("{kind}", StringUtils.FromString(q.Kind));""", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_parts_of_the_query_string_are_sent() =>
        Assert.Contains(
            """r.AddSubResource("list-type", "2");""",
            Generate(RestModel("""{ "method": "GET", "requestUri": "/v1/{kind}/{key+}?list-type=2" }""")),
            StringComparison.Ordinal);

    [Fact]
    public void Query_strings_and_headers_take_lists_and_times()
    {
        var code = Generate(RestModel("""{ "requestUri": "/v1/{kind}/{key+}" }"""));
        Assert.Contains("""r.ParameterCollection.Add("tag", q.Tags.ConvertAll(static v => StringUtils.FromString(v)));""", code, StringComparison.Ordinal);
        Assert.Contains("""r.Headers["x-since"] = StringUtils.FromDateTimeToRFC822(q.Since.Value);""", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_prefix_goes_before_the_host() =>
        Assert.Contains(
            """r.HostPrefix = "streaming-";""",
            Generate(Model("json", """{ "Go": { "endpoint": { "hostPrefix": "streaming-" } } }""", "{}")),
            StringComparison.Ordinal);

    [Fact]
    public void Classes_may_be_named_otherwise_than_the_package()
    {
        var code = Generate(Model(
            "json",
            """{ "List": { "input": { "shape": "Page" }, "output": { "shape": "Page" } } }""",
            """{ "Page": { "type": "structure", "members": { "next": { "shape": "Text" } } }, "Text": { "type": "string" } }""",
            """, "customizations": { "className": "ThingService" }, "pagination": { "List": { "input_token": "next", "output_token": "next" } }"""));
        Assert.Contains("namespace Amazon.Thing;", code, StringComparison.Ordinal);
        Assert.Contains("class AmazonThingServiceClient : AmazonServiceClient, IAmazonThingService", code, StringComparison.Ordinal);
        Assert.Contains("class ListRequest : AmazonThingServiceRequest", code, StringComparison.Ordinal);
        Assert.Contains("class ThingServicePaginatorFactory : IThingServicePaginatorFactory", code, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_without_input_and_output_has_empty_classes()
    {
        var code = Generate(Model("json", """{ "Go": {} }""", "{}"));
        Assert.Contains("public partial class GoRequest : AmazonThingRequest", code, StringComparison.Ordinal);
        Assert.Contains("public partial class GoResponse : AmazonWebServiceResponse", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_shared_by_two_operations_is_a_class_for_each()
    {
        var code = Generate(Model(
            "json",
            """{ "One": { "input": { "shape": "Both" } }, "Two": { "input": { "shape": "Both" } } }""",
            """{ "Both": { "type": "structure", "members": { "name": { "shape": "Name" } } }, "Name": { "type": "string" } }"""));
        Assert.Contains("class OneRequest", code, StringComparison.Ordinal);
        Assert.Contains("class TwoRequest", code, StringComparison.Ordinal);
        Assert.DoesNotContain("class Both", code, StringComparison.Ordinal);
    }

    // CloudWatch has LimitExceededFault and LimitExceededException, ResourceNotFound and ResourceNotFoundException.
    [Fact]
    public void Exceptions_of_one_name_in_dotnet_are_one_class_with_the_members_of_the_richer_one()
    {
        var code = Generate(Model(
            "json",
            "{}",
            """
            {
              "LimitFault": { "type": "structure", "exception": true, "error": { "code": "Limit" }, "members": { "message": { "shape": "Text" } } },
              "LimitException": { "type": "structure", "exception": true, "error": { "code": "Limit" }, "members": { "Limit": { "shape": "Text" } } },
              "Text": { "type": "string" }
            }
            """));
        Assert.Single(Regex.Matches(code, "class LimitException :"));
        Assert.Contains("public string Limit { get; set; }", code, StringComparison.Ordinal);
        Assert.Matches("""case "LimitException":\s+case "Limit":\s+return ReadLimitException""", code);
        Assert.Matches("""case "LimitFault":\s+return new""", code);
    }

    [Fact]
    public void What_a_stream_of_events_throws_is_no_member_of_it()
    {
        var code = Generate(Model(
            "json",
            """{ "Tail": { "output": { "shape": "Stream" } } }""",
            """
            {
              "Stream": { "type": "structure", "eventstream": true, "members": { "update": { "shape": "Update" }, "timeout": { "shape": "TimeoutException" } } },
              "Update": { "type": "structure", "members": {} },
              "TimeoutException": { "type": "structure", "exception": true, "members": {} }
            }
            """));
        Assert.Contains("Amazon.Thing.Model.Update Update { get; set; }", code, StringComparison.Ordinal);
        Assert.DoesNotContain("Timeout { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("class TimeoutException : AmazonThingException", code, StringComparison.Ordinal);
    }

    // As the SDK's generator has it for IAM: a Policy is a ManagedPolicy, since the SDK has a class Policy of its own.
    [Fact]
    public void A_shape_may_have_another_name_in_dotnet()
    {
        var code = Generate(Model(
            "json",
            """{ "Get": { "output": { "shape": "Answer" } } }""",
            """{ "Answer": { "type": "structure", "members": { "Policy": { "shape": "Policy" } } }, "Policy": { "type": "structure", "members": {} } }""",
            """, "customizations": { "renamedShapes": { "Policy": "ManagedPolicy" } }"""));
        Assert.Contains("public Amazon.Thing.Model.ManagedPolicy Policy { get; set; }", code, StringComparison.Ordinal);
        Assert.DoesNotContain("class Policy", code, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_deprecated_is_obsolete()
    {
        var code = Generate(Model(
            "json",
            """{ "Get": { "output": { "shape": "Answer" }, "deprecated": true, "deprecatedMessage": "Use Find" }, "Find": {} }""",
            """
            {
              "Answer": { "type": "structure", "members": { "Old": { "shape": "Old" }, "Kind": { "shape": "Kind" } } },
              "Old": { "type": "structure", "deprecated": true, "members": {} },
              "Kind": { "type": "string", "enum": ["A"], "deprecated": true }
            }
            """));
        Assert.Equal(2, Regex.Count(code, """\[Obsolete\("Use Find"\)\]\s+(public virtual )?Task<[\w.]+> GetAsync"""));
        Assert.Matches("""\[Obsolete\("Deprecated"\)\]\s+public partial class Old""", code);
        Assert.Matches("""\[Obsolete\("Deprecated"\)\]\s+public class Kind""", code);
        Assert.DoesNotMatch("""\[Obsolete[^\n]+\s+(public virtual )?Task<[\w.]+> FindAsync""", code);
    }

    [Theory]
    [InlineData("[]", "the model is no JSON object")]
    [InlineData("{}", "the model lacks the object \"metadata\"")]
    [InlineData("{", "JSON: expected a member name at 1")]
    public void A_text_that_is_no_model_is_refused(string json, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => ServiceReader.Read(json)).Message);

    [Fact]
    public void A_protocol_not_spoken_here_is_refused() =>
        Assert.Equal(
            "Thing offers only the protocols rest-xml",
            Assert.Throws<NotSupportedException>(() => ServiceReader.Read(Model("rest-xml", "{}", "{}"))).Message);

    [Fact]
    public void A_type_not_known_here_is_refused() =>
        Assert.Equal(
            "shape Odd is of the unknown type bigDecimal",
            Assert.Throws<NotSupportedException>(() => ServiceReader.Read(Model("json", "{}", """{ "Odd": { "type": "bigDecimal" } }"""))).Message);

    private static string Generate(string model) =>
        string.Join('\n', ClientSource.Of(ServiceReader.Read(model)).Select(file => file.Content));

    private static string RestModel(string http) => Model(
        "rest-json",
        $$"""{ "Put": { "http": {{http}}, "input": { "shape": "PutInput" } } }""",
        """
        {
          "PutInput": {
            "type": "structure",
            "members": {
              "kind": { "shape": "Text", "location": "uri", "locationName": "kind" },
              "key": { "shape": "Text", "location": "uri", "locationName": "key" },
              "tags": { "shape": "Texts", "location": "querystring", "locationName": "tag" },
              "since": { "shape": "Time", "location": "header", "locationName": "x-since" }
            }
          },
          "Text": { "type": "string" },
          "Texts": { "type": "list", "member": { "shape": "Text" } },
          "Time": { "type": "timestamp" }
        }
        """);

    private static string Model(string protocol, string operations, string shapes, string more = "") => $$"""
        {
          "baseName": "Thing",
          "metadata": { "apiVersion": "2024-01-02", "serviceId": "Thing", "endpointPrefix": "thing", "protocol": "{{protocol}}" },
          "operations": {{operations}},
          "shapes": {{shapes}},
          "endpointRules": { "rules": [] }{{more}}
        }
        """;
}
