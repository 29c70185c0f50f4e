using System.Net;
using System.Text;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using KeyValuePair = Amazon.ECS.Model.KeyValuePair;
using Tag = Amazon.ECS.Model.Tag;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>ECS, ECR and CodeDeploy against a server that nobody here wrote.</summary>
[Trait("Suite", "wire")]
public sealed class MotoContainerTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":1,"digest":"sha256:aa"},"layers":[]}""";

    private readonly AmazonECSClient _ecs = new(MotoServer.Credentials, moto.Configured(new AmazonECSConfig()));
    private readonly AmazonECRClient _ecr = new(MotoServer.Credentials, moto.Configured(new AmazonECRConfig()));
    private readonly AmazonCodeDeployClient _deploy = new(MotoServer.Credentials, moto.Configured(new AmazonCodeDeployConfig()));

    public void Dispose()
    {
        _ecs.Dispose();
        _ecr.Dispose();
        _deploy.Dispose();
    }

    [Fact]
    public async Task A_task_definition_comes_back_as_it_was_registered()
    {
        var response = await _ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "family",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ContainerDefinitions =
            [
                new ContainerDefinition
                {
                    Name = "app",
                    Image = "image:1",
                    Essential = true,
                    Environment = [new KeyValuePair { Name = "A", Value = "b" }],
                    PortMappings = [new PortMapping { ContainerPort = 8080, Protocol = TransportProtocol.Tcp }],
                    LogConfiguration = new LogConfiguration { LogDriver = LogDriver.Awslogs, Options = new() { ["awslogs-group"] = "g" } },
                },
            ],
            Tags = [new Tag { Key = "k", Value = "v" }],
        });

        var definition = response.TaskDefinition;
        Assert.Contains(":eu-west-1:", definition.TaskDefinitionArn, StringComparison.Ordinal);
        Assert.Equal(NetworkMode.Awsvpc, definition.NetworkMode);
        Assert.True(definition.NetworkMode == "awsvpc");
        var container = Assert.Single(definition.ContainerDefinitions);
        Assert.Equal("b", Assert.Single(container.Environment).Value);
        Assert.Equal(8080, Assert.Single(container.PortMappings).ContainerPort);
        Assert.Equal("g", container.LogConfiguration.Options["awslogs-group"]);
        Assert.Null(definition.InferenceAccelerators);
    }

    [Fact]
    public async Task A_paginator_runs_over_all_task_definitions()
    {
        for (var i = 0; i < 3; i++)
        {
            await _ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
            {
                Family = "paged",
                ContainerDefinitions = [new ContainerDefinition { Name = "app", Image = "image", Memory = 64 }],
            });
        }

        var arns = new List<string>();
        await foreach (var arn in _ecs.Paginators.ListTaskDefinitions(new ListTaskDefinitionsRequest { FamilyPrefix = "paged" }).TaskDefinitionArns)
            arns.Add(arn);
        Assert.Equal(3, arns.Count);
    }

    [Fact]
    public async Task A_paginator_is_consumed_once()
    {
        var responses = _ecs.Paginators.ListTaskDefinitions(new ListTaskDefinitionsRequest()).Responses;
        await foreach (var response in responses) Assert.NotNull(response);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var response in responses) Assert.Fail("read twice: " + response);
        });
    }

    [Fact]
    public async Task Ecs_errors_have_their_types()
    {
        var noCluster = await Assert.ThrowsAsync<ClusterNotFoundException>(() =>
            _ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "none", Services = ["x"] }));
        Assert.Equal("ClusterNotFoundException", noCluster.ErrorCode);

        var noDefinition = await Assert.ThrowsAsync<ClientException>(() =>
            _ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "none" }));
        Assert.Equal(HttpStatusCode.BadRequest, noDefinition.StatusCode);
    }

    [Fact]
    public async Task Clusters_are_described()
    {
        var response = await _ecs.DescribeClustersAsync(new DescribeClustersRequest { Clusters = ["cluster"] });
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
        Assert.Equal("cluster", Assert.Single(response.Clusters).ClusterName);
    }

    [Fact]
    public async Task An_image_put_is_an_image_got()
    {
        var put = await _ecr.PutImageAsync(new PutImageRequest { RepositoryName = "repository", ImageManifest = Manifest, ImageTag = "one" });
        var got = await _ecr.BatchGetImageAsync(new BatchGetImageRequest
        {
            RepositoryName = "repository",
            ImageIds = [new ImageIdentifier { ImageTag = "one" }],
        });
        var described = await _ecr.DescribeImagesAsync(new DescribeImagesRequest
        {
            RepositoryName = "repository",
            Filter = new DescribeImagesFilter { TagStatus = Amazon.ECR.TagStatus.TAGGED },
        });

        Assert.Equal(put.Image.ImageId.ImageDigest, Assert.Single(got.Images).ImageId.ImageDigest);
        Assert.Equal(["one"], Assert.Single(described.ImageDetails).ImageTags);
    }

    [Fact]
    public async Task Repositories_and_the_token_for_docker_are_given()
    {
        var repositories = await _ecr.DescribeRepositoriesAsync(new DescribeRepositoriesRequest { RepositoryNames = ["repository"] });
        Assert.Contains("eu-west-1", Assert.Single(repositories.Repositories).RepositoryUri, StringComparison.Ordinal);

        var token = await _ecr.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest());
        var data = Assert.Single(token.AuthorizationData);
        Assert.StartsWith("AWS:", Encoding.UTF8.GetString(Convert.FromBase64String(data.AuthorizationToken)), StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, data.ExpiresAt!.Value.Kind);
    }

    [Fact]
    public async Task A_deployment_created_is_a_deployment_got()
    {
        var created = await _deploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = "application",
            DeploymentGroupName = "group",
            Revision = new RevisionLocation
            {
                RevisionType = RevisionLocationType.AppSpecContent,
                AppSpecContent = new AppSpecContent { Content = "{}" },
            },
        });
        var got = await _deploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = created.DeploymentId });

        Assert.Equal("application", got.DeploymentInfo.ApplicationName);
        await Assert.ThrowsAsync<ApplicationDoesNotExistException>(() =>
            _deploy.CreateDeploymentAsync(new CreateDeploymentRequest { ApplicationName = "none", DeploymentGroupName = "group" }));
    }
}
