using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Route53;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class HealthCheckTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task What_is_read_is_what_was_written()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            route53 = client('route53')
            config = {'Type': 'CLOUDWATCH_METRIC', 'AlarmIdentifier': {'Region': 'eu-west-2', 'Name': 'failed-over'}, 'InsufficientDataHealthStatus': 'LastKnownStatus'}
            made = route53.create_health_check(CallerReference='metric', HealthCheckConfig=config)
            again = route53.create_health_check(CallerReference='metric', HealthCheckConfig=config)['HealthCheck']['Id']
            id = made['HealthCheck']['Id']
            read = route53.get_health_check(HealthCheckId=id)['HealthCheck']
            route53.change_tags_for_resource(ResourceType='healthcheck', ResourceId=id, AddTags=[{'Key': 'Name', 'Value': 'one'}])
            tags = route53.list_tags_for_resource(ResourceType='healthcheck', ResourceId=id)['ResourceTagSet']['Tags']
            listed = [c['Id'] for p in route53.get_paginator('list_health_checks').paginate(PaginationConfig={'PageSize': 1}) for c in p['HealthChecks']]
            route53.delete_health_check(HealthCheckId=id)
            print(json.dumps([made['ResponseMetadata']['HTTPStatusCode'], again == id, read['HealthCheckConfig'], read['HealthCheckVersion'], tags, id in listed]))
            """);

        Assert.Equal(
            """[201,true,{"Type":"CLOUDWATCH_METRIC","Inverted":false,"Disabled":false,"AlarmIdentifier":{"Region":"eu-west-2","Name":"failed-over"},"InsufficientDataHealthStatus":"LastKnownStatus"},1,[{"Key":"Name","Value":"one"}],true]""",
            seen.ToJsonString());
    }

    [Fact]
    public async Task A_change_replaces_what_it_names_and_counts_the_version()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            route53 = client('route53')
            id = route53.create_health_check(CallerReference='endpoint', HealthCheckConfig={'Type': 'HTTPS', 'FullyQualifiedDomainName': '127.0.0.9', 'EnableSNI': True, 'ResourcePath': '/one'})['HealthCheck']['Id']
            now = route53.update_health_check(HealthCheckId=id, HealthCheckVersion=1, ResourcePath='/two', FailureThreshold=5)['HealthCheck']
            config = now['HealthCheckConfig']
            stale = error(lambda: route53.update_health_check(HealthCheckId=id, HealthCheckVersion=1, ResourcePath='/three'))
            other = error(lambda: route53.create_health_check(CallerReference='endpoint', HealthCheckConfig={'Type': 'HTTP', 'FullyQualifiedDomainName': '127.0.0.9'}))
            route53.delete_health_check(HealthCheckId=id)
            gone = error(lambda: route53.get_health_check(HealthCheckId=id))
            print(json.dumps([now['HealthCheckVersion'], config['ResourcePath'], config['FailureThreshold'], config['Port'], config['RequestInterval'], stale[:2], other[:2], gone[:2]]))
            """);

        Assert.Equal(
            """[2,"/two",5,443,30,[409,"HealthCheckVersionMismatch"],[409,"HealthCheckAlreadyExists"],[404,"NoSuchHealthCheck"]]""",
            seen.ToJsonString());
    }

    [Theory]
    [InlineData("'Type': 'HTTP', 'IPAddress': '192.0.2.1'", "Failure: sandbox: 192.0.2.1 is no load balancer of the sandbox")]
    [InlineData("'Type': 'HTTP', 'IPAddress': '192.0.2.1', 'Inverted': True", "Success: not: sandbox: 192.0.2.1 is no load balancer of the sandbox")]
    [InlineData("'Type': 'HTTP', 'IPAddress': '192.0.2.1', 'Disabled': True", "Success: disabled")]
    [InlineData("'Type': 'CALCULATED', 'ChildHealthChecks': ['missing'], 'HealthThreshold': 1", "Failure: 0 of 1 are healthy, 1 must be (there is no health check missing)")]
    [InlineData("'Type': 'CALCULATED', 'ChildHealthChecks': ['missing'], 'HealthThreshold': 0", "Success: 0 of 1 are healthy, 0 must be (there is no health check missing)")]
    [InlineData("'Type': 'CLOUDWATCH_METRIC', 'AlarmIdentifier': {'Region': 'eu-west-2', 'Name': 'nobody'}, 'InsufficientDataHealthStatus': 'Unhealthy'", "Failure: there are no data of nobody in eu-west-2")]
    [InlineData("'Type': 'CLOUDWATCH_METRIC', 'AlarmIdentifier': {'Region': 'eu-west-2', 'Name': 'nobody'}, 'InsufficientDataHealthStatus': 'LastKnownStatus'", "Success: there are no data of nobody in eu-west-2")]
    [InlineData("'Type': 'RECOVERY_CONTROL', 'RoutingControlArn': 'arn:aws:route53-recovery-control::123456789012:controlpanel/a/routingcontrol/b'", "Failure: sandbox: health checks of type RECOVERY_CONTROL are not made")]
    public async Task What_the_checkers_see_is_told(string config, string expected)
    {
        var seen = await sandbox.Boto3.RunAsync($$"""
            import uuid
            route53 = client('route53')
            id = route53.create_health_check(CallerReference=str(uuid.uuid4()), HealthCheckConfig={ {{config}} })['HealthCheck']['Id']
            status = route53.get_health_check_status(HealthCheckId=id)['HealthCheckObservations'][0]['StatusReport']['Status']
            route53.delete_health_check(HealthCheckId=id)
            print(json.dumps(status))
            """);

        Assert.Equal(expected, (string?)seen);
    }
}
