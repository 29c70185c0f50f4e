using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Elb;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class ListenerWireTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task A_listener_that_turns_to_HTTPS_and_back_keeps_its_ARN_and_loses_its_certificate()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            import time
            ec2, elb, acm = client('ec2'), client('elbv2'), client('acm')
            certificate = acm.request_certificate(DomainName='turning.example.com', ValidationMethod='DNS')['CertificateArn']
            while acm.describe_certificate(CertificateArn=certificate)['Certificate']['Status'] != 'ISSUED': time.sleep(0.1)
            vpc = ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.9.{n}.0/24', AvailabilityZone='eu-central-1' + z)['Subnet']['SubnetId'] for n, z in enumerate('ab')]
            balancer = elb.create_load_balancer(Name='turning', Subnets=subnets)['LoadBalancers'][0]['LoadBalancerArn']
            group = elb.create_target_group(Name='turning', Protocol='HTTP', Port=8080, VpcId=vpc, TargetType='ip')['TargetGroups'][0]['TargetGroupArn']
            listener = elb.create_listener(LoadBalancerArn=balancer, Port=8081, Protocol='HTTP',
                DefaultActions=[{'Type': 'forward', 'TargetGroupArn': group}])['Listeners'][0]['ListenerArn']
            def turn(**change):
                elb.modify_listener(ListenerArn=listener, **change)
                now = elb.describe_listeners(ListenerArns=[listener])['Listeners'][0]
                return [now['Protocol'], now['Port'], now.get('SslPolicy'), [c['CertificateArn'] == certificate for c in now.get('Certificates', [])]]
            print(json.dumps([
                turn(Protocol='HTTPS', Port=8443, Certificates=[{'CertificateArn': certificate}],
                    SslPolicy='ELBSecurityPolicy-TLS13-1-2-Res-2021-06'),
                turn(Protocol='HTTP', Port=8081),
            ]))
            elb.delete_load_balancer(LoadBalancerArn=balancer)
            elb.delete_target_group(TargetGroupArn=group)
            """);

        Assert.Equal(
            """[["HTTPS",8443,"ELBSecurityPolicy-TLS13-1-2-Res-2021-06",[true]],["HTTP",8081,null,[]]]""",
            seen.ToJsonString());
    }
}
