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

    [Fact]
    public async Task Where_no_target_is_healthy_the_sick_ones_are_asked()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            import http.server, threading, time, urllib.error, urllib.request
            class Target(http.server.BaseHTTPRequestHandler):
                health = {}
                def do_GET(self):
                    name = self.server.name
                    self.send_response(Target.health[name] if self.path == '/health' else 200)
                    self.end_headers()
                    self.wfile.write(name.encode())
                def log_message(self, *arguments): pass
            def serve(name):
                server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Target)
                server.name, Target.health[name] = name, 503
                threading.Thread(target=server.serve_forever, daemon=True).start()
                return server.server_address[1]
            ports = {name: serve(name) for name in 'ab'}
            ec2, elb = client('ec2'), client('elbv2')
            vpc = ec2.create_vpc(CidrBlock='10.8.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.8.{n}.0/24', AvailabilityZone='eu-central-1' + z)['Subnet']['SubnetId'] for n, z in enumerate('ab')]
            created = elb.create_load_balancer(Name='failing', Subnets=subnets)['LoadBalancers'][0]
            balancer, address = created['LoadBalancerArn'], created['DNSName']
            group = elb.create_target_group(Name='failing', Protocol='HTTP', Port=8080, VpcId=vpc, TargetType='ip',
                HealthCheckPath='/health', HealthCheckIntervalSeconds=5, HealthCheckTimeoutSeconds=2, HealthyThresholdCount=2, UnhealthyThresholdCount=2)['TargetGroups'][0]['TargetGroupArn']
            elb.create_listener(LoadBalancerArn=balancer, Port=8082, Protocol='HTTP', DefaultActions=[{'Type': 'forward', 'TargetGroupArn': group}])
            def ask():
                try: return urllib.request.urlopen(f'http://{address}:8082/').read().decode()
                except urllib.error.HTTPError as error: return error.code
            def until(**wanted):
                deadline = time.time() + 60
                while time.time() < deadline:
                    states = {h['Target']['Port']: h['TargetHealth']['State'] for h in elb.describe_target_health(TargetGroupArn=group)['TargetHealthDescriptions']}
                    if all(states.get(ports[name]) == state for name, state in wanted.items()): return sorted({ask() for _ in range(8)})
                    time.sleep(0.1)
                raise Exception(states)
            nobody = ask()
            elb.register_targets(TargetGroupArn=group, Targets=[{'Id': '127.0.0.1', 'Port': port} for port in ports.values()])
            sick = until(a='unhealthy', b='unhealthy')
            Target.health['a'] = 200
            one = until(a='healthy', b='unhealthy')
            elb.deregister_targets(TargetGroupArn=group, Targets=[{'Id': '127.0.0.1', 'Port': ports['a']}])
            deadline = time.time() + 60
            while len(elb.describe_target_health(TargetGroupArn=group)['TargetHealthDescriptions']) > 1 and time.time() < deadline: time.sleep(0.1)
            left = until(b='unhealthy')
            print(json.dumps([nobody, sick, one, left]))
            elb.delete_load_balancer(LoadBalancerArn=balancer)
            elb.delete_target_group(TargetGroupArn=group)
            """);

        Assert.Equal("""[503,["a","b"],["a"],["b"]]""", seen.ToJsonString());
    }
}
