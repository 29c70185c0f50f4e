using System.Text.Json.Nodes;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class TaskDefinitionDocumentTests
{
    [Fact]
    public void The_template_becomes_the_request_of_ecs()
    {
        var document = new TaskDefinitionDocument(Samples.Template(), "notejam", "repo@sha256:1");
        var request = document.ToRequest();
        var container = Assert.Single(request.ContainerDefinitions);
        Assert.Equal("repo@sha256:1", container.Image);
        Assert.Equal(NetworkMode.Awsvpc, request.NetworkMode);
        Assert.Equal(["FARGATE"], request.RequiresCompatibilities);
        Assert.Equal(8080, container.PortMappings[0].ContainerPort);
        Assert.Equal("app", container.LogConfiguration.Options["awslogs-stream-prefix"]);
        Assert.Equal("Database__Password", container.Secrets[0].Name);
        Assert.Equal(document.Hash, Assert.Single(request.Tags, tag => tag.Key == TaskDefinitionDocument.HashTag).Value);
    }

    [Fact]
    public void The_order_of_keys_does_not_matter()
    {
        var turned = Samples.Template();
        var family = turned["family"]!.DeepClone();
        turned.Remove("family");
        turned["family"] = family;
        Assert.Equal(Hash(Samples.Template()), Hash(turned));
    }

    [Fact]
    public void Another_image_or_another_setting_is_another_document()
    {
        var more = Samples.Template();
        more["cpu"] = "512";
        Assert.NotEqual(Hash(Samples.Template()), Hash(more));
        Assert.NotEqual(Hash(Samples.Template()), Hash(Samples.Template(), "repo@sha256:2"));
    }

    [Fact]
    public void A_task_is_told_its_revision_and_digest_which_make_no_other_document()
    {
        var first = new TaskDefinitionDocument(Samples.Template(), "notejam", "repo@sha256:1", "commit-1");
        var second = new TaskDefinitionDocument(Samples.Template(), "notejam", "repo@sha256:1", "commit-2");
        Assert.Equal(first.Hash, second.Hash);
        var environment = Assert.Single(second.ToRequest().ContainerDefinitions).Environment;
        Assert.Equal("commit-2", Assert.Single(environment, variable => variable.Name == "Build__Revision").Value);
        Assert.Equal("sha256:1", Assert.Single(environment, variable => variable.Name == "Build__ImageDigest").Value);
    }

    [Fact]
    public void A_container_that_is_not_there_is_explained() =>
        Assert.Throws<PipelineException>(() => new TaskDefinitionDocument(Samples.Template(), "web", "x"));

    [Fact]
    public void A_key_that_ecs_does_not_know_is_refused_and_named()
    {
        var template = Samples.Template();
        template["contanerDefinitions"] = new JsonArray();
        var error = Assert.Throws<PipelineException>(() => new TaskDefinitionDocument(template, "notejam", "x").ToRequest());
        Assert.Contains("contanerDefinitions", error.Message, StringComparison.Ordinal);
    }

    private static string Hash(JsonObject template, string image = "repo@sha256:1") => new TaskDefinitionDocument(template, "notejam", image).Hash;
}
