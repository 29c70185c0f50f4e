using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Ecr;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class ReplicationWireTests(RunningSandbox sandbox) : IDisposable
{
    private const string Prologue = """
        import time
        ecr, there = client('ecr'), client('ecr', 'eu-west-2')
        def rule(prefix): return [dict(destinations=[dict(region='eu-west-2', registryId='123456789012')], repositoryFilters=[dict(filter=prefix, filterType='PREFIX_MATCH')])]
        def replicate(rules): return ecr.put_replication_configuration(replicationConfiguration=dict(rules=rules))
        def statuses(repository, tag): return [(s['region'], s['status']) for s in ecr.describe_image_replication_status(repositoryName=repository, imageId=dict(imageTag=tag))['replicationStatuses']]
        def finished(repository, tag):
            for _ in range(300):
                found = statuses(repository, tag)
                if all(status != 'IN_PROGRESS' for _, status in found): return found
                time.sleep(0.1)
            raise AssertionError(found)
        def digest(ecr, repository, tag): return ecr.describe_images(repositoryName=repository, imageIds=[dict(imageTag=tag)])['imageDetails'][0]['imageDigest']

        """;

    private readonly DockerClient _docker = new DockerClientBuilder().Build();

    [Fact]
    public async Task A_pushed_image_comes_to_the_other_region_and_can_be_pulled_there()
    {
        await RunAsync("ecr.create_repository(repositoryName='copied/web'); replicate(rule('copied/')); print('{}')");
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry("eu-central-1")}/copied/web:v1", ("hello", "world"));
        Assert.Null(await image.PushAsync(await LogInAsync("eu-central-1")));

        var seen = await RunAsync("""
            result = [finished('copied/web', 'v1'), digest(ecr, 'copied/web', 'v1') == digest(there, 'copied/web', 'v1')]
            replicate([])
            print(json.dumps(result))
            """);
        Assert.Equal("""[[["eu-west-2","COMPLETE"]],true]""", seen);

        await image.DisposeAsync();
        await using var pulled = new TestImage(_docker, $"{Registry("eu-west-2")}/copied/web:v1");
        await _docker.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = $"{Registry("eu-west-2")}/copied/web", Tag = "v1" }, await LogInAsync("eu-west-2"), new Progress<JSONMessage>());
        Assert.NotNull(await _docker.Images.InspectImageAsync($"{Registry("eu-west-2")}/copied/web:v1"));
    }

    [Fact]
    public async Task A_new_tag_is_copied_too_and_goes_no_further_than_its_rule()
    {
        await RunAsync("""
            ecr.create_repository(repositoryName='tagged/web')
            replicate(rule('tagged/'))
            # Back again: what came by replication is not replicated.
            there.put_replication_configuration(replicationConfiguration=dict(rules=[dict(destinations=[dict(region='eu-central-1', registryId='123456789012')])]))
            print('{}')
            """);
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry("eu-central-1")}/tagged/web:v1", ("hello", "tags"));
        Assert.Null(await image.PushAsync(await LogInAsync("eu-central-1")));

        var seen = await RunAsync("""
            first = finished('tagged/web', 'v1')
            manifest = ecr.batch_get_image(repositoryName='tagged/web', imageIds=[dict(imageTag='v1')])['images'][0]['imageManifest']
            ecr.put_image(repositoryName='tagged/web', imageManifest=manifest, imageTag='live')
            finished('tagged/web', 'live')
            copy = there.describe_images(repositoryName='tagged/web')['imageDetails']
            back = there.describe_image_replication_status(repositoryName='tagged/web', imageId=dict(imageTag='v1'))['replicationStatuses']
            ecr.batch_delete_image(repositoryName='tagged/web', imageIds=[dict(imageTag='live'), dict(imageTag='v1')])
            kept = sorted(there.describe_images(repositoryName='tagged/web')['imageDetails'][0]['imageTags'])
            replicate([])
            there.put_replication_configuration(replicationConfiguration=dict(rules=[]))
            print(json.dumps([first, len(copy), sorted(copy[0]['imageTags']), back, kept]))
            """);
        Assert.Equal("""[[["eu-west-2","COMPLETE"]],1,["live","v1"],[],["live","v1"]]""", seen);
    }

    [Fact]
    public async Task A_tag_that_is_immutable_there_keeps_its_image_and_others_are_not_replicated()
    {
        await RunAsync("""
            ecr.create_repository(repositoryName='fixed/web')
            ecr.create_repository(repositoryName='other/web')
            there.create_repository(repositoryName='fixed/web', imageTagMutability='IMMUTABLE')
            replicate(rule('fixed/'))
            print('{}')
            """);
        var login = await LogInAsync("eu-central-1");
        foreach (var (repository, content) in new[] { ("fixed/web", "1"), ("fixed/web", "2"), ("other/web", "3") })
        {
            await using var image = await TestImage.BuildAsync(_docker, $"{Registry("eu-central-1")}/{repository}:v1", ("a", content));
            Assert.Null(await image.PushAsync(login));
            await RunAsync($"finished('{repository}', 'v1'); print('{{}}')");
        }

        var seen = await RunAsync("""
            images = there.describe_images(repositoryName='fixed/web')['imageDetails']
            tagged = [i['imageDigest'] for i in images if 'imageTags' in i]
            result = [len(images), tagged != [digest(ecr, 'fixed/web', 'v1')], finished('other/web', 'v1'), error(lambda: there.describe_images(repositoryName='other/web'))[1]]
            replicate([])
            print(json.dumps(result))
            """);
        Assert.Equal("""[2,true,[],"RepositoryNotFoundException"]""", seen);
    }

    [Theory]
    [InlineData("region='eu-central-1', registryId='123456789012'", "a registry cannot be replicated to itself")]
    [InlineData("region='us-east-1', registryId='123456789012'", "the sandbox has a registry in eu-central-1 and eu-west-2 only, not in us-east-1")]
    [InlineData("region='eu-west-2', registryId='210987654321'", "the sandbox has one registry, that of 123456789012, and no 210987654321")]
    public async Task A_destination_that_cannot_be_is_refused(string destination, string constraint)
    {
        var seen = await RunAsync($"print(json.dumps(error(lambda: replicate([dict(destinations=[dict({destination})])]))[1:]))");

        Assert.Equal($"""["InvalidParameterException","Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: '{constraint}'"]""", seen);
    }

    [Fact]
    public async Task The_registrys_rules_say_which_repositories_are_scanned_on_push()
    {
        await RunAsync("""
            for name in ('ruled/web', 'unruled/web'): ecr.create_repository(repositoryName=name)
            ecr.put_registry_scanning_configuration(scanType='BASIC', rules=[dict(scanFrequency='SCAN_ON_PUSH', repositoryFilters=[dict(filter='ruled/*', filterType='WILDCARD')])])
            print('{}')
            """);
        var login = await LogInAsync("eu-central-1");
        foreach (var repository in new[] { "ruled/web", "unruled/web" })
        {
            await using var image = await TestImage.BuildAsync(_docker, $"{Registry("eu-central-1")}/{repository}:v1", ("a", repository));
            Assert.Null(await image.PushAsync(login));
        }

        var seen = await RunAsync("""
            ecr.get_waiter('image_scan_complete').wait(repositoryName='ruled/web', imageId=dict(imageTag='v1'), WaiterConfig={'Delay': 1})
            unscanned = error(lambda: ecr.describe_image_scan_findings(repositoryName='unruled/web', imageId=dict(imageTag='v1')))[1]
            batch = ecr.batch_get_repository_scanning_configuration(repositoryNames=['ruled/web', 'unruled/web', 'none'])
            frequencies = [(c['scanOnPush'], c['scanFrequency'], [f['filter'] for f in c['appliedScanFilters']]) for c in batch['scanningConfigurations']]
            refused = error(lambda: ecr.put_registry_scanning_configuration(scanType='BASIC', rules=[dict(scanFrequency='CONTINUOUS_SCAN', repositoryFilters=[])]))[1]
            ecr.put_registry_scanning_configuration(scanType='BASIC', rules=[])
            print(json.dumps([unscanned, frequencies, [f['failureCode'] for f in batch['failures']], refused]))
            """);
        Assert.Equal(
            """["ScanNotFoundException",[[true,"SCAN_ON_PUSH",["ruled/*"]],[false,"MANUAL",[]]],["REPOSITORY_NOT_FOUND"],"InvalidParameterException"]""", seen);
    }

    [Fact]
    public async Task Terraform_applies_changes_and_destroys_a_registry()
    {
        using var project = await TerraformProject.CreateAsync(sandbox, """
            variable "prefix" { default = "terraform" }

            resource "aws_kms_key" "images" {
              enable_key_rotation = false
            }

            resource "aws_ecr_repository" "web" {
              name                 = "terraform/web"
              image_tag_mutability = "IMMUTABLE"
              force_delete         = true
              tags                 = { Prefix = var.prefix }

              encryption_configuration {
                encryption_type = "KMS"
                kms_key         = aws_kms_key.images.arn
              }

              image_scanning_configuration {
                scan_on_push = var.prefix == "terraform"
              }
            }

            resource "aws_ecr_repository" "managed" {
              name = "terraform/managed"

              encryption_configuration {
                encryption_type = "KMS"
              }
            }

            resource "aws_ecr_repository_policy" "web" {
              repository = aws_ecr_repository.web.name
              policy = jsonencode({
                Version = "2012-10-17"
                Statement = [{
                  Sid       = var.prefix
                  Effect    = "Allow"
                  Principal = { AWS = "arn:aws:iam::123456789012:root" }
                  Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
                }]
              })
            }

            resource "aws_ecr_lifecycle_policy" "web" {
              repository = aws_ecr_repository.web.name
              policy = jsonencode({
                rules = [{
                  rulePriority = 1
                  selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
                  action       = { type = "expire" }
                }]
              })
            }

            resource "aws_ecr_replication_configuration" "this" {
              replication_configuration {
                rule {
                  destination {
                    region      = "eu-west-2"
                    registry_id = "123456789012"
                  }

                  repository_filter {
                    filter      = var.prefix
                    filter_type = "PREFIX_MATCH"
                  }
                }
              }
            }

            resource "aws_ecr_registry_scanning_configuration" "this" {
              scan_type = "BASIC"

              rule {
                scan_frequency = "SCAN_ON_PUSH"

                repository_filter {
                  filter      = "${var.prefix}/*"
                  filter_type = "WILDCARD"
                }
              }
            }
            """);

        await project.ApplyAsync();
        await project.ApplyAsync("prefix=changed");
        await project.DestroyAsync();

        var left = await RunAsync("print(json.dumps([ecr.describe_registry()['replicationConfiguration']['rules'], ecr.get_registry_scanning_configuration()['scanningConfiguration']]))");
        Assert.Equal("""[[],{"scanType":"BASIC","rules":[]}]""", left);
    }

    public void Dispose() => _docker.Dispose();

    private string Registry(string region) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{sandbox.Options.RegistryPort(region)}");

    private async Task<string> RunAsync(string script) =>
        (await sandbox.Boto3.RunAsync(Prologue + script)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private async Task<AuthConfig> LogInAsync(string region)
    {
        var token = await sandbox.Boto3.RunAsync($"print(json.dumps(client('ecr', '{region}').get_authorization_token()['authorizationData'][0]['authorizationToken']))");
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token.GetValue<string>())).Split(':', 2);
        return new AuthConfig { Username = parts[0], Password = parts[1], ServerAddress = Registry(region) };
    }
}
