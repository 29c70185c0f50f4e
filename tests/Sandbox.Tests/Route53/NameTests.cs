using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Route53;

/// <summary>Names, certificates and records of two regions, as a failover has them.</summary>
[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class NameTests(RunningSandbox sandbox)
{
    // Two load balancers, each with a certificate of the name, behind a failover record; and ways to ask.
    private const string Prologue = """
        import time, uuid, ssl, socket, tempfile, urllib.request, urllib.error, os
        endpoint = os.environ['AWS_ENDPOINT_URL']
        name = uuid.uuid4().hex[:8]
        domain = name + '.example.com'
        route53, clean = client('route53'), []
        zone = route53.create_hosted_zone(Name=domain, CallerReference=name)['HostedZone']['Id']

        def certificate(region, names):
            acm = client('acm', region)
            arn = acm.request_certificate(DomainName=names[0], SubjectAlternativeNames=names, ValidationMethod='DNS')['CertificateArn']
            for _ in range(100):
                if acm.describe_certificate(CertificateArn=arn)['Certificate']['Status'] == 'ISSUED': return arn
                time.sleep(0.1)

        def balancer(region, port):
            ec2, elb = client('ec2', region), client('elbv2', region)
            vpc = ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.9.{n}.0/24', AvailabilityZone=region + z)['Subnet']['SubnetId'] for n, z in enumerate('ab')]
            made = elb.create_load_balancer(Name=name, Subnets=subnets)['LoadBalancers'][0]
            listener = elb.create_listener(LoadBalancerArn=made['LoadBalancerArn'], Port=port, Protocol='HTTPS', Certificates=[{'CertificateArn': certificate(region, [domain])}],
                DefaultActions=[{'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '200'}}])['Listeners'][0]['ListenerArn']
            clean.append(lambda: elb.delete_load_balancer(LoadBalancerArn=made['LoadBalancerArn']))
            return elb, listener, made['DNSName'], made['CanonicalHostedZoneId']

        def check(**config):
            return route53.create_health_check(CallerReference=str(uuid.uuid4()), HealthCheckConfig=config)['HealthCheck']['Id']

        def record(role, host, hosted, health):
            route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={'Changes': [{'Action': 'UPSERT', 'ResourceRecordSet': {'Name': domain, 'Type': 'A', 'SetIdentifier': role, 'Failover': role,
                'HealthCheckId': health, 'AliasTarget': {'DNSName': host, 'HostedZoneId': hosted, 'EvaluateTargetHealth': False}}}]})

        def ask(host):
            try:
                answer = json.load(urllib.request.urlopen(f'{endpoint}/_sandbox/names/{host}'))
                return [answer['record'], answer['addresses']]
            except urllib.error.HTTPError as e:
                return [e.code, json.load(e)['error']]

        def answering(elb, listener, code):
            elb.modify_listener(ListenerArn=listener, DefaultActions=[{'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': code}}])

        """;

    [Fact]
    public async Task A_name_leads_to_whichever_region_is_healthy_and_not_failed_over()
    {
        var seen = await sandbox.Boto3.RunAsync(Prologue + """
            elb, listener, home, hosted = balancer('eu-central-1', 8444)
            elb2, listener2, away, hosted2 = balancer('eu-west-2', 8444)
            metrics = client('cloudwatch', 'eu-west-2')
            metrics.put_metric_alarm(AlarmName=name, Namespace='Test', MetricName=name, Statistic='Maximum', Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator='GreaterThanOrEqualToThreshold')
            def tell(value, seconds):
                metrics.put_metric_data(Namespace='Test', MetricData=[{'MetricName': name, 'Value': value, 'Timestamp': time.time() - seconds}])
            answers = check(Type='HTTPS', FullyQualifiedDomainName=home, Port=8444, ResourcePath='/healthz/ready')
            switch = check(Type='CLOUDWATCH_METRIC', AlarmIdentifier={'Region': 'eu-west-2', 'Name': name}, InsufficientDataHealthStatus='LastKnownStatus')
            record('PRIMARY', home, hosted, check(Type='CALCULATED', ChildHealthChecks=[answers, switch], HealthThreshold=2))
            record('SECONDARY', away, hosted2, check(Type='HTTPS', FullyQualifiedDomainName=away, Port=8444))

            seen = [ask(domain) == ['PRIMARY', [home]]]
            tell(1, 300)
            seen.append(ask(domain) == ['SECONDARY', [away]])
            tell(0, 60)
            seen.append(ask(domain.upper()) == ['PRIMARY', [home]])
            answering(elb, listener, '503')
            seen.append(ask(domain) == ['SECONDARY', [away]])
            answering(elb2, listener2, '503')
            # Nobody is healthy: Route 53 answers with the primary record.
            seen.append(ask(domain) == ['PRIMARY', [home]])
            seen.append(ask('another.' + domain)[0])
            seen.append(ask('notejam.org')[1])
            for step in clean: step()
            print(json.dumps(seen))
            """);

        Assert.Equal("""[true,true,true,true,true,404,"There is no address record of notejam.org in a hosted zone of Route 53."]""", seen.ToJsonString());
    }

    [Fact]
    public async Task A_listener_shows_a_certificate_of_the_names_that_ACM_has()
    {
        var seen = await sandbox.Boto3.RunAsync(Prologue + """
            elb, listener, host, _ = balancer('eu-central-1', 8445)
            authority = urllib.request.urlopen(f'{endpoint}/_sandbox/authority').read().decode()
            trusted = ssl.create_default_context(cadata=authority)
            def handshake(server):
                try:
                    with trusted.wrap_socket(socket.create_connection((host, 8445)), server_hostname=server) as s: return 'trusted'
                except ssl.SSLCertVerificationError as e:
                    return 'not ' + server
            seen = [handshake(domain), handshake('other.example.com') == 'not other.example.com']
            elb.modify_listener(ListenerArn=listener, Certificates=[{'CertificateArn': certificate('eu-central-1', ['other.example.com', 'third.example.com'])}])
            seen += [handshake('other.example.com'), handshake('third.example.com'), handshake(domain) == 'not ' + domain]
            seen.append(error(lambda: elb.modify_listener(ListenerArn=listener, Certificates=[{'CertificateArn': 'arn:aws:acm:eu-central-1:123456789012:certificate/none'}]))[:2])
            for step in clean: step()
            print(json.dumps(seen))
            """);

        Assert.Equal("""["trusted",true,"trusted","trusted",true,[400,"CertificateNotFound"]]""", seen.ToJsonString());
    }
}
