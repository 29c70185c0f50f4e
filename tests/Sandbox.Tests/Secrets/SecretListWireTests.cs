using System.Text.Json.Nodes;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Secrets;

[Collection(SandboxSuite.Name)]
[Trait("Suite", "wire")]
public sealed class SecretListWireTests(RunningSandbox sandbox)
{
    // The members of SecretListEntry (botocore secretsmanager): ReplicationStatus and VersionIdsToStages are DescribeSecret's.
    [Fact]
    public async Task A_list_shows_a_replicated_secret_as_documented()
    {
        await sandbox.Boto3.RunAsync("""
            here = client('secretsmanager')
            here.create_secret(Name='listed', SecretString='x', AddReplicaRegions=[{'Region': 'eu-west-2'}])
            here.list_secrets(Filters=[{'Key': 'name', 'Values': ['listed']}])
            print('{}')
            """);

        using var http = sandbox.Http;
        var differences = JsonNode.Parse(await http.GetStringAsync("_sandbox/answers"))!.AsArray();
        Assert.DoesNotContain(differences, difference => (string?)difference!["service"] == "secretsmanager");
    }
}
