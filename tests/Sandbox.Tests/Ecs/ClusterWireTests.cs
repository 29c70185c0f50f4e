using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Ecs;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class ClusterWireTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task Container_insights_and_capacity_providers_read_back()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            ecs = client('ecs')
            insights = lambda value: [dict(name='containerInsights', value=value)]
            shown = lambda: ecs.describe_clusters(clusters=['insights'], include=['SETTINGS'])['clusters'][0]
            ecs.create_cluster(clusterName='insights', settings=insights('enhanced'))
            values = [shown()['settings'][0]['value']]
            ecs.update_cluster_settings(cluster='insights', settings=insights('enabled'))
            values += [shown()['settings'][0]['value']]
            ecs.update_cluster(cluster='insights', settings=insights('disabled'))
            values += [shown()['settings'][0]['value']]
            ecs.put_cluster_capacity_providers(cluster='insights', capacityProviders=['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy=[dict(capacityProvider='FARGATE', weight=1, base=1)])
            strategy = shown()['defaultCapacityProviderStrategy']
            refused = [error(lambda: ecs.update_cluster_settings(cluster='insights', settings=insights('much')))[1:],
                error(lambda: ecs.put_cluster_capacity_providers(cluster='insights', capacityProviders=['none'], defaultCapacityProviderStrategy=[]))[1:],
                error(lambda: ecs.put_cluster_capacity_providers(cluster='insights', capacityProviders=['FARGATE'], defaultCapacityProviderStrategy=[dict(capacityProvider='FARGATE_SPOT')]))[1]]
            result = [values, shown()['capacityProviders'], strategy, refused]
            ecs.delete_cluster(cluster='insights')
            print(json.dumps(result))
            """);

        Assert.Equal(
            """[["enhanced","enabled","disabled"],["FARGATE","FARGATE_SPOT"],[{"capacityProvider":"FARGATE","weight":1,"base":1}],[["InvalidParameterException","Invalid value 'much' of containerInsights: it must be one of enabled, disabled, enhanced."],["InvalidParameterException","The specified capacity provider 'none' was not found. Specify a valid name."],"InvalidParameterException"]]""",
            seen.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Terraform_applies_changes_and_destroys_a_cluster()
    {
        using var project = await TerraformProject.CreateAsync(sandbox, """
            variable "insights" { default = "enhanced" }

            resource "aws_ecs_cluster" "this" {
              name = "terraform"

              setting {
                name  = "containerInsights"
                value = var.insights
              }
            }

            resource "aws_ecs_cluster_capacity_providers" "this" {
              cluster_name       = aws_ecs_cluster.this.name
              capacity_providers = var.insights == "enhanced" ? ["FARGATE"] : ["FARGATE", "FARGATE_SPOT"]

              default_capacity_provider_strategy {
                capacity_provider = "FARGATE"
                base              = 1
                weight            = 100
              }
            }
            """);

        await project.ApplyAsync();
        await project.ApplyAsync("insights=enabled");
        await project.DestroyAsync();
    }
}
