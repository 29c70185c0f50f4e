using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Access;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class AccessWireTests(RunningSandbox sandbox)
{
    private const string Account = "123456789012";

    private const string Prologue = $$""""
        import time, urllib.request
        ACCOUNT = '{{Account}}'
        admin = client
        iam = admin('iam')
        def document(*statements): return json.dumps({'Version': '2012-10-17', 'Statement': list(statements)})
        def allow(actions, resources='*', **more): return {'Effect': 'Allow', 'Action': actions, 'Resource': resources, **more}
        TRUST = document({'Effect': 'Allow', 'Principal': {'AWS': ACCOUNT}, 'Action': 'sts:AssumeRole'})
        def role(name, *statements, trust=TRUST, **more):
            try: iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, **more)
            except ClientError as e:
                if e.response['Error']['Code'] != 'EntityAlreadyExists': raise
                iam.update_assume_role_policy(RoleName=name, PolicyDocument=trust)
            if statements: iam.put_role_policy(RoleName=name, PolicyName='own', PolicyDocument=document(*statements))
            return f'arn:aws:iam::{ACCOUNT}:role/' + (more.get('Path', '/').lstrip('/')) + name
        def session(arn, **more): return admin('sts').assume_role(RoleArn=arn, RoleSessionName='one', **more)['Credentials']
        def using(credentials, service, region='eu-central-1'):
            return boto3.client(service, region_name=region, aws_access_key_id=credentials['AccessKeyId'],
                aws_secret_access_key=credentials['SecretAccessKey'], aws_session_token=credentials['SessionToken'])
        def own(path, body=None):
            request = urllib.request.Request(boto3.client('sts', region_name='eu-central-1').meta.endpoint_url + path, None if body is None else json.dumps(body).encode(), {'Content-Type': 'application/json'})
            return json.load(urllib.request.urlopen(request))
        def code(call):
            e = error(call)
            return e and e[1]

        """";

    // Codes and statuses: the errors common to each API, and "Troubleshoot access denied error messages"
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
    [Theory]
    [InlineData("ecs", "describe_clusters(clusters=['x'])", 400, "AccessDeniedException", "ecs:DescribeClusters on resource: arn:aws:ecs:eu-central-1:123456789012:cluster/x")]
    [InlineData("ecr", "describe_images(repositoryName='xx')", 400, "AccessDeniedException", "ecr:DescribeImages on resource: arn:aws:ecr:eu-central-1:123456789012:repository/xx")]
    [InlineData("codedeploy", "get_application(applicationName='x')", 400, "AccessDeniedException", "codedeploy:GetApplication on resource: arn:aws:codedeploy:eu-central-1:123456789012:application:x")]
    [InlineData("rds", "describe_db_instances()", 403, "AccessDenied", "rds:DescribeDBInstances on resource: arn:aws:rds:eu-central-1:123456789012:db:*")]
    [InlineData("rds", "describe_db_snapshots()", 403, "AccessDenied", "rds:DescribeDBSnapshots on resource: arn:aws:rds:eu-central-1:123456789012:snapshot:*")]
    [InlineData("elasticache", "describe_replication_groups(ReplicationGroupId='x')", 403, "AccessDenied", "elasticache:DescribeReplicationGroups on resource: arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:x")]
    [InlineData("elbv2", "describe_load_balancers()", 403, "AccessDenied", "elasticloadbalancing:DescribeLoadBalancers on resource: *")]
    [InlineData("backup", "describe_backup_vault(BackupVaultName='x')", 403, "AccessDeniedException", "backup:DescribeBackupVault on resource: arn:aws:backup:eu-central-1:123456789012:backup-vault:x")]
    [InlineData("lambda", "invoke(FunctionName='x', Qualifier='live')", 403, "AccessDeniedException", "lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:x:live")]
    [InlineData("route53", "get_hosted_zone(Id='Z1')", 403, "AccessDenied", "route53:GetHostedZone on resource: arn:aws:route53:::hostedzone/Z1")]
    [InlineData("secretsmanager", "get_secret_value(SecretId='x')", 400, "AccessDeniedException", "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-central-1:123456789012:secret:x-??????")]
    [InlineData("events", "put_rule(Name='x', ScheduleExpression='rate(1 day)')", 400, "AccessDeniedException", "events:PutRule on resource: arn:aws:events:eu-central-1:123456789012:rule/x")]
    [InlineData("application-autoscaling", "describe_scalable_targets(ServiceNamespace='ecs')", 400, "AccessDeniedException", "application-autoscaling:DescribeScalableTargets on resource: *")]
    [InlineData("kms", "list_keys()", 400, "AccessDeniedException", "kms:ListKeys on resource: *")]
    [InlineData("logs", "create_log_group(logGroupName='/x')", 400, "AccessDeniedException", "logs:CreateLogGroup on resource: arn:aws:logs:eu-central-1:123456789012:log-group:/x:log-stream:")]
    [InlineData("cloudwatch", "put_dashboard(DashboardName='x', DashboardBody='{}')", 400, "AccessDeniedException", "cloudwatch:PutDashboard on resource: arn:aws:cloudwatch::123456789012:dashboard/x")]
    [InlineData("ec2", "describe_vpcs()", 403, "UnauthorizedOperation", "ec2:DescribeVpcs on resource: *")]
    [InlineData("iam", "get_role(RoleName='nobody')", 403, "AccessDenied", "iam:GetRole on resource: arn:aws:iam::123456789012:role/somewhere/nobody")]
    [InlineData("sns", "publish(TopicArn='arn:aws:sns:eu-central-1:123456789012:x', Message='m')", 403, "AuthorizationError", "sns:Publish on resource: arn:aws:sns:eu-central-1:123456789012:x")]
    [InlineData("s3", "put_object(Bucket='x', Key='a/b', Body=b'')", 403, "AccessDenied", "s3:PutObject on resource: arn:aws:s3:::x/a/b")]
    [InlineData("s3", "get_bucket_versioning(Bucket='x')", 403, "AccessDenied", "s3:GetBucketVersioning on resource: arn:aws:s3:::x")]
    [InlineData("sts", "assume_role(RoleArn='arn:aws:iam::123456789012:role/x', RoleSessionName='s1')", 403, "AccessDenied", "sts:AssumeRole on resource: arn:aws:iam::123456789012:role/x")]
    [InlineData("scheduler", "get_schedule(Name='x')", 403, "AccessDeniedException", "scheduler:GetSchedule on resource: arn:aws:scheduler:eu-central-1:123456789012:schedule/default/x")]
    [InlineData("ssm", "get_parameter(Name='/x/y')", 400, "AccessDeniedException", "ssm:GetParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter")]
    [InlineData("acm", "list_certificates()", 400, "AccessDeniedException", "acm:ListCertificates on resource: *")]
    [InlineData("resourcegroupstaggingapi", "get_resources()", 400, "AccessDeniedException", "tag:GetResources on resource: *")]
    public async Task Who_may_nothing_is_refused_in_the_words_of_each_service(string service, string call, int status, string code, string what)
    {
        var seen = await RunAsync($$"""
            arn = role('nobody', Path='/somewhere/')
            print(json.dumps(error(lambda: using(session(arn), '{{service}}').{{call}})))
            """);

        Assert.Equal((status, code), (seen[0]!.GetValue<int>(), seen[1]!.GetValue<string>()));
        Assert.StartsWith(
            $"{(service == "ec2" ? "You are not authorized to perform this operation. " : "")}User: arn:aws:sts::{Account}:assumed-role/nobody/one is not authorized to perform: {what}",
            seen[2]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_request_has_no_effect_whether_the_service_is_native_or_the_emulators()
    {
        var seen = await RunAsync("""
            s = session(role('looks', allow(['ecs:Describe*', 's3:ListAllMyBuckets'])))
            refused = [code(lambda: using(s, 'ecs').create_cluster(clusterName='never')), code(lambda: using(s, 's3').create_bucket(Bucket='never-made', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})),
                code(lambda: using(s, 'logs').create_log_group(logGroupName='/never')), code(lambda: using(s, 'iam').create_user(UserName='never'))]
            there = [len(admin('ecs').describe_clusters(clusters=['never'])['clusters']), [b['Name'] for b in admin('s3').list_buckets()['Buckets']].count('never-made'),
                len(admin('logs').describe_log_groups(logGroupNamePrefix='/never')['logGroups']), [u['UserName'] for u in iam.list_users()['Users']].count('never')]
            print(json.dumps([refused, there]))
            """);

        Assert.Equal("""[["AccessDeniedException","AccessDenied","AccessDeniedException","AccessDenied"],[0,0,0,0]]""", seen.ToJsonString());
    }

    [Fact]
    public async Task A_role_is_assumed_by_whom_its_trust_policy_names_and_its_own_policies_decide_then()
    {
        var seen = await RunAsync("""
            first = role('first', allow('sts:AssumeRole', f'arn:aws:iam::{ACCOUNT}:role/second'))
            second = role('second', allow('ecs:DescribeClusters', f'arn:aws:ecs:*:{ACCOUNT}:cluster/a*'), trust=document({'Effect': 'Allow', 'Principal': {'AWS': first}, 'Action': 'sts:AssumeRole'}))
            role('third', trust=document({'Effect': 'Allow', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}, 'Action': 'sts:AssumeRole'}))
            s = session(first)
            chained = using(s, 'sts').assume_role(RoleArn=second, RoleSessionName='two')['Credentials']
            limited = using(s, 'sts').assume_role(RoleArn=second, RoleSessionName='two', Policy=document(allow('ecs:ListClusters')))['Credentials']
            print(json.dumps([
                using(chained, 'sts').get_caller_identity()['Arn'],
                code(lambda: using(chained, 'ecs').describe_clusters(clusters=['ab'])), code(lambda: using(chained, 'ecs').describe_clusters(clusters=['b'])),
                error(lambda: using(limited, 'ecs').describe_clusters(clusters=['ab']))[2].split(' because ')[1],
                code(lambda: admin('sts').assume_role(RoleArn=second, RoleSessionName='me')), code(lambda: admin('sts').assume_role(RoleArn=first.replace('first', 'third'), RoleSessionName='me')),
                code(lambda: using(s, 'sts').assume_role(RoleArn=second, RoleSessionName='two', DurationSeconds=7200)), code(lambda: admin('sts').assume_role(RoleArn=first, RoleSessionName='two', DurationSeconds=7200))]))
            """);

        Assert.Equal(
            """["arn:aws:sts::123456789012:assumed-role/second/two",null,"AccessDeniedException","no session policy allows the ecs:DescribeClusters action","AccessDenied","AccessDenied","ValidationError","ValidationError"]""",
            seen.ToJsonString());
    }

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (Errors), and
    // https://docs.github.com/en/actions/concepts/security/openid-connect for the subjects.
    [Theory]
    [InlineData("""{"subject":"repo:a/b:ref:refs/heads/main"}""", null)]
    [InlineData("""{"subject":"repo:a/b:environment:production"}""", null)]
    [InlineData("""{"subject":"repo:a/b:ref:refs/heads/other"}""", "AccessDenied")]
    [InlineData("""{"subject":"repo:fork/b:ref:refs/heads/main"}""", "AccessDenied")]
    [InlineData("""{"subject":"repo:a/b:pull_request"}""", "AccessDenied")]
    [InlineData("""{"subject":"repo:a/b:environment:staging"}""", "AccessDenied")]
    [InlineData("""{"subject":"repo:a/b:ref:refs/heads/main","audience":"https://github.com/a"}""", "InvalidIdentityToken")]
    [InlineData("""{"subject":"repo:a/b:ref:refs/heads/main","issuer":"https://gitlab.com"}""", "InvalidIdentityToken")]
    [InlineData("""{"subject":"repo:a/b:ref:refs/heads/main","lifetimeSeconds":0}""", "ExpiredTokenException")]
    [InlineData("forged", "InvalidIdentityToken")]
    [InlineData("no token", "InvalidIdentityToken")]
    public async Task A_workflow_assumes_its_role_with_a_token_of_the_right_subject_audience_and_signature(string wish, string? refusal)
    {
        var seen = await RunAsync($$$$"""
            provider = f'arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com'
            try: iam.create_open_id_connect_provider(Url='https://token.actions.githubusercontent.com', ClientIDList=['sts.amazonaws.com'])
            except iam.exceptions.EntityAlreadyExistsException: pass
            arn = role('workflow', allow('ecs:DescribeClusters'), trust=document({'Effect': 'Allow', 'Principal': {'Federated': provider}, 'Action': 'sts:AssumeRoleWithWebIdentity', 'Condition': {'StringEquals': {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', 'token.actions.githubusercontent.com:sub': ['repo:a/b:ref:refs/heads/main', 'repo:a/b:environment:production']}}}))
            wish = '''{{{{wish}}}}'''
            token = 'no token' if wish == 'no token' else own('/_sandbox/oidc/token', json.loads(wish if wish != 'forged' else '{"subject":"repo:a/b:ref:refs/heads/main"}'))['value']
            if wish == 'forged': token = token[:-8] + ('A' * 8 if not token.endswith('A' * 8) else 'B' * 8)
            def assume(): return admin('sts').assume_role_with_web_identity(RoleArn=arn, RoleSessionName='run', WebIdentityToken=token)
            refused = code(assume)
            print(json.dumps([refused, None if refused else (lambda s: [using(s, 'sts').get_caller_identity()['Arn'], code(lambda: using(s, 'ecs').describe_clusters()), code(lambda: using(s, 'ecs').list_clusters())])(assume()['Credentials'])]))
            """);

        Assert.Equal(
            refusal is null ? """[null,["arn:aws:sts::123456789012:assumed-role/workflow/run",null,"AccessDeniedException"]]""" : $"""["{refusal}",null]""",
            seen.ToJsonString());
    }

    // "Using IAM roles to pass a role to a service": iam:PassRole with iam:PassedToService
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
    [Fact]
    public async Task A_role_is_handed_to_the_service_that_the_policy_names_and_to_no_other()
    {
        var seen = await RunAsync("""
            task = role('a-task'); other = role('b-task')
            s = session(role('registers', allow('ecs:RegisterTaskDefinition'), allow('lambda:CreateFunction'), allow('iam:PassRole', task, Condition={'StringEquals': {'iam:PassedToService': 'ecs-tasks.amazonaws.com'}})))
            def register(arn): return using(s, 'ecs').register_task_definition(family='passes', taskRoleArn=arn, containerDefinitions=[dict(name='a', image='a', memory=10)])
            print(json.dumps([code(lambda: register(task)), error(lambda: register(other))[2],
                code(lambda: using(s, 'lambda').create_function(FunctionName='passes', Role=task, Runtime='python3.12', Handler='a.b', Code={'ZipFile': b''}))]))
            """);

        Assert.Null(seen[0]);
        Assert.Equal("AccessDeniedException", seen[2]!.GetValue<string>());
        Assert.StartsWith("User: arn:aws:sts::123456789012:assumed-role/registers/one is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/b-task", seen[1]!.GetValue<string>(), StringComparison.Ordinal);
    }

    // "Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key"
    // (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html).
    [Fact]
    public async Task A_key_is_used_by_whom_its_policy_or_a_grant_of_it_lets_and_an_administrator_is_no_exception()
    {
        var seen = await RunAsync("""
            kms = admin('kms')
            user = role('key-user', allow('kms:Encrypt')); granted = role('key-granted')
            key = kms.create_key(BypassPolicyLockoutSafetyCheck=True)['KeyMetadata']['Arn']
            kms.create_grant(KeyId=key, GranteePrincipal=granted, Operations=['Encrypt'])
            before = [code(lambda: using(session(arn), 'kms').encrypt(KeyId=key, Plaintext=b'x')) for arn in (user, granted)]
            kms.put_key_policy(KeyId=key, PolicyName='default', BypassPolicyLockoutSafetyCheck=True, Policy=document(
                {'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, 'Action': ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'], 'Resource': '*'}))
            after = [code(lambda: using(session(arn), 'kms').encrypt(KeyId=key, Plaintext=b'x')) for arn in (user, granted)] + [error(lambda: kms.encrypt(KeyId=key, Plaintext=b'x'))[2].split(' because ')[1]]
            print(json.dumps([before, after]))
            """);

        Assert.Equal("""[[null,null],["AccessDeniedException",null,"no resource-based policy allows the kms:Encrypt action"]]""", seen.ToJsonString());
    }

    // "To use a secret encrypted with a customer managed key you also need kms:Decrypt", through Secrets Manager
    // (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
    [Fact]
    public async Task A_secret_under_a_key_is_read_by_who_may_use_the_key_through_Secrets_Manager()
    {
        var seen = await RunAsync("""
            key = admin('kms').create_key()['KeyMetadata']['Arn']
            admin('secretsmanager').create_secret(Name='under-key', SecretString='v', KmsKeyId=key)
            read = allow('secretsmanager:GetSecretValue', f'arn:aws:secretsmanager:*:{ACCOUNT}:secret:under-*')
            def through(service): return allow('kms:Decrypt', key, Condition={'StringEquals': {'kms:ViaService': service + '.eu-central-1.amazonaws.com'}})
            roles = [role('reads-1', read), role('reads-2', read, through('s3')), role('reads-3', read, through('secretsmanager'))]
            print(json.dumps([code(lambda: using(session(arn), 'secretsmanager').get_secret_value(SecretId='under-key')) for arn in roles] + [code(lambda: using(session(roles[2]), 'kms').decrypt(CiphertextBlob=admin('kms').encrypt(KeyId=key, Plaintext=b'x')['CiphertextBlob']))]))
            """);

        Assert.Equal("""["AccessDeniedException","AccessDeniedException",null,"AccessDeniedException"]""", seen.ToJsonString());
    }

    // "ReplicaRegionType$KmsKeyId: ... key to encrypt the secret" in the replica's region: the primary's key decrypts nothing there
    // (https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html).
    [Fact]
    public async Task A_replica_is_read_by_who_may_use_the_key_of_its_own_region()
    {
        var seen = await RunAsync("""
            def key(region): return admin('kms', region).create_key()['KeyMetadata']['Arn']
            here, there = key('eu-central-1'), key('eu-west-2')
            admin('secretsmanager').create_secret(Name='under-two-keys', SecretString='v', KmsKeyId=here, AddReplicaRegions=[{'Region': 'eu-west-2', 'KmsKeyId': there}])
            read = allow('secretsmanager:GetSecretValue', f'arn:aws:secretsmanager:*:{ACCOUNT}:secret:under-*')
            roles = [role('reads-here', read, allow('kms:Decrypt', here)), role('reads-there', read, allow('kms:Decrypt', there))]
            print(json.dumps([code(lambda: using(session(arn), 'secretsmanager', region).get_secret_value(SecretId='under-two-keys'))
                for arn in roles for region in ('eu-central-1', 'eu-west-2')]))
            """);

        Assert.Equal("""[null,"AccessDeniedException","AccessDeniedException",null]""", seen.ToJsonString());
    }

    // "Deleted ... Errors: Container for a failed delete action that describes the object that Amazon S3 attempted to delete and the
    // error it encountered" (botocore s3, DeleteObjectsOutput); an object's version needs s3:DeleteObjectVersion.
    [Fact]
    public async Task Of_many_objects_those_are_deleted_that_the_caller_may_delete()
    {
        var seen = await RunAsync("""
            s3 = admin('s3')
            s3.create_bucket(Bucket='swept', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
            s3.put_bucket_versioning(Bucket='swept', VersioningConfiguration={'Status': 'Enabled'})
            versions = {key: s3.put_object(Bucket='swept', Key=key, Body=b'x')['VersionId'] for key in ('mine/a', 'mine/b', 'theirs/a')}
            sweeper = using(session(role('sweeps', allow('s3:DeleteObject', 'arn:aws:s3:::swept/mine/*'))), 's3')
            def sweep(*objects):
                answer = sweeper.delete_objects(Bucket='swept', Delete={'Objects': list(objects)})
                return [sorted(done['Key'] for done in answer.get('Deleted', [])), sorted([error['Key'], error['Code']] for error in answer.get('Errors', []))]
            print(json.dumps([sweep({'Key': 'mine/a'}, {'Key': 'theirs/a'}), sweep({'Key': 'theirs/a'}), sweep({'Key': 'mine/b'}), sweep({'Key': 'mine/b', 'VersionId': versions['mine/b']}),
                [done['Key'] for done in s3.list_objects_v2(Bucket='swept').get('Contents', [])]]))
            """);

        Assert.Equal("""[[["mine/a"],[["theirs/a","AccessDenied"]]],[[],[["theirs/a","AccessDenied"]]],[["mine/b"],[]],[[],[["mine/b","AccessDenied"]]],["theirs/a"]]""", seen.ToJsonString());
    }

    // The reference lists elastic-ip and network-interface for DisassociateAddress, route-table and subnet for DisassociateRouteTable.
    [Fact]
    public async Task An_association_of_EC2_is_decided_by_what_it_connects()
    {
        var seen = await RunAsync("""
            ec2 = admin('ec2')
            def tagged(kind, value): return [{'ResourceType': kind, 'Tags': [{'Key': 'Team', 'Value': value}]}]
            vpc = ec2.create_vpc(CidrBlock='10.77.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.77.{i}.0/24')['Subnet']['SubnetId'] for i in (0, 1)]
            tables = [ec2.create_route_table(VpcId=vpc, TagSpecifications=tagged('route-table', team))['RouteTable']['RouteTableId'] for team in ('a', 'b')]
            routes = [ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)['AssociationId'] for table, subnet in zip(tables, subnets)]
            addresses = [ec2.allocate_address(Domain='vpc', TagSpecifications=tagged('elastic-ip', team))['AllocationId'] for team in ('a', 'b')]
            cards = [ec2.create_network_interface(SubnetId=subnets[0])['NetworkInterface']['NetworkInterfaceId'] for _ in addresses]
            links = [ec2.associate_address(AllocationId=address, NetworkInterfaceId=card)['AssociationId'] for address, card in zip(addresses, cards)]
            mine = {'StringEquals': {'aws:ResourceTag/Team': 'a'}}
            def kind(name): return f'arn:aws:ec2:*:{ACCOUNT}:{name}/*'
            both = role('takes-apart', allow('ec2:DisassociateRouteTable', [kind('route-table')], Condition=mine), allow('ec2:DisassociateRouteTable', kind('subnet')),
                allow('ec2:DisassociateAddress', kind('elastic-ip'), Condition=mine), allow('ec2:DisassociateAddress', kind('network-interface')))
            half = role('takes-half', allow('ec2:DisassociateAddress', kind('elastic-ip'), Condition=mine))
            there = using(session(both), 'ec2')
            print(json.dumps([code(lambda: using(session(half), 'ec2').disassociate_address(AssociationId=links[0]))]
                + [code(lambda: there.disassociate_address(AssociationId=link)) for link in links] + [code(lambda: there.disassociate_route_table(AssociationId=route)) for route in routes]))
            """);

        Assert.Equal("""["UnauthorizedOperation",null,"UnauthorizedOperation",null,"UnauthorizedOperation"]""", seen.ToJsonString());
    }

    [Fact]
    public async Task Policies_of_resources_deny_whomever_they_mean_and_allow_who_has_no_policy_of_his_own()
    {
        var seen = await RunAsync("""
            reader = role('bucket-reader')
            s3 = admin('s3')
            s3.create_bucket(Bucket='guarded', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
            s3.put_object(Bucket='guarded', Key='open/a', Body=b'x')
            s3.put_bucket_policy(Bucket='guarded', Policy=document(
                {'Effect': 'Allow', 'Principal': {'AWS': reader}, 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::guarded/open/*'},
                {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:DeleteObject', 'Resource': 'arn:aws:s3:::guarded/*'},
                {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': ['arn:aws:s3:::guarded', 'arn:aws:s3:::guarded/*'], 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}))
            s = session(reader)
            print(json.dumps([code(lambda: using(s, 's3').get_object(Bucket='guarded', Key='open/a')), code(lambda: using(s, 's3').get_object(Bucket='guarded', Key='closed/a')),
                code(lambda: using(s, 's3').list_objects_v2(Bucket='guarded')), error(lambda: s3.delete_object(Bucket='guarded', Key='open/a'))[2].split(' with ')[1]]))
            """);

        Assert.Equal("""[null,"AccessDenied","AccessDenied","an explicit deny in a resource-based policy"]""", seen.ToJsonString());
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html and
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html (CreateTags with CreateAction).
    [Fact]
    public async Task Tags_of_the_request_and_of_the_resource_decide_and_new_resources_are_tagged_by_who_may_tag_them()
    {
        var seen = await RunAsync("""
            ours = {'StringEquals': {'aws:ResourceTag/Project': 'p'}}
            ec2 = admin('ec2')
            mine = ec2.create_vpc(CidrBlock='10.9.0.0/16', TagSpecifications=[dict(ResourceType='vpc', Tags=[dict(Key='Project', Value='p')])])['Vpc']['VpcId']
            other = ec2.create_vpc(CidrBlock='10.8.0.0/16')['Vpc']['VpcId']
            s = session(role('tags', allow('ec2:CreateVpc'), allow('ec2:DeleteVpc', Condition=ours), allow('ec2:CreateTags', Condition={'StringEquals': {'ec2:CreateAction': 'CreateVpc', 'aws:RequestTag/Project': 'p'}}),
                allow(['ecs:CreateCluster', 'ecs:DeleteCluster'], Condition=ours), allow('ecs:TagResource', Condition=ours)))
            mine2 = using(s, 'ec2')
            admin('ecs').create_cluster(clusterName='tagged', tags=[dict(key='Project', value='p')]); admin('ecs').create_cluster(clusterName='untagged')
            def make(value): return mine2.create_vpc(CidrBlock='10.7.0.0/16', TagSpecifications=[dict(ResourceType='vpc', Tags=[dict(Key='Project', Value=value)])])
            print(json.dumps([code(lambda: make('p')), code(lambda: make('q')), code(lambda: mine2.create_tags(Resources=[other], Tags=[dict(Key='Project', Value='p')])),
                code(lambda: mine2.delete_vpc(VpcId=other)), code(lambda: mine2.delete_vpc(VpcId=mine)),
                code(lambda: using(s, 'ecs').delete_cluster(cluster='untagged')), code(lambda: using(s, 'ecs').delete_cluster(cluster='tagged'))]))
            """);

        Assert.Equal("""[null,"UnauthorizedOperation","UnauthorizedOperation","UnauthorizedOperation",null,"AccessDeniedException",null]""", seen.ToJsonString());
    }

    [Fact]
    public async Task Boundaries_managed_policies_and_policies_of_groups_count()
    {
        var seen = await RunAsync("""
            own_policy = iam.create_policy(PolicyName='some-ecs', PolicyDocument=document(allow('ecs:List*'), allow('ecs:DescribeClusters')))['Policy']['Arn']
            limit = iam.create_policy(PolicyName='limit', PolicyDocument=document(allow('ecs:DescribeClusters')))['Policy']['Arn']
            held = role('held', PermissionsBoundary=limit)
            iam.attach_role_policy(RoleName='held', PolicyArn=own_policy)
            s = session(held)
            first = [code(lambda: using(s, 'ecs').describe_clusters()), error(lambda: using(s, 'ecs').list_clusters())[2].split(' because ')[1]]
            iam.create_user(UserName='somebody'); iam.create_group(GroupName='some'); iam.add_user_to_group(UserName='somebody', GroupName='some')
            iam.attach_group_policy(GroupName='some', PolicyArn=own_policy)
            key = iam.create_access_key(UserName='somebody')['AccessKey']
            def mine(service): return boto3.client(service, region_name='eu-central-1', aws_access_key_id=key['AccessKeyId'], aws_secret_access_key=key['SecretAccessKey'])
            second = [mine('sts').get_caller_identity()['Arn'], code(lambda: mine('ecs').list_clusters()), code(lambda: mine('ecs').create_cluster(clusterName='x'))]
            iam.detach_group_policy(GroupName='some', PolicyArn=own_policy)
            third = [code(lambda: mine('ecs').list_clusters())]
            iam.attach_user_policy(UserName='somebody', PolicyArn='arn:aws:iam::aws:policy/AmazonECS_FullAccess')
            print(json.dumps([first, second, third, [code(lambda: mine('ecs').list_clusters())]]))
            """);

        Assert.Equal(
            """[[null,"no permissions boundary allows the ecs:ListClusters action"],["arn:aws:iam::123456789012:user/somebody",null,"AccessDeniedException"],["AccessDeniedException"],[null]]""",
            seen.ToJsonString());
    }

    [Fact]
    public async Task Credentials_of_a_deleted_role_and_those_with_a_foreign_token_are_worth_nothing()
    {
        var seen = await RunAsync("""
            s = session(role('gone', allow('*')))
            foreign = dict(s, SessionToken='another')
            before = [code(lambda: using(foreign, 'ecs').list_clusters()), code(lambda: using(foreign, 'rds').describe_db_instances()), code(lambda: using(s, 'ecs').list_clusters())]
            iam.delete_role_policy(RoleName='gone', PolicyName='own'); iam.delete_role(RoleName='gone')
            print(json.dumps([before, [code(lambda: using(s, 'ecs').list_clusters()), code(lambda: using(s, 'rds').describe_db_instances())]]))
            """);

        Assert.Equal("""[["UnrecognizedClientException","InvalidClientTokenId",null],["UnrecognizedClientException","InvalidClientTokenId"]]""", seen.ToJsonString());
    }

    [Fact]
    public async Task The_journal_tells_who_did_what_and_the_statement_that_allowed_or_the_refusal()
    {
        var seen = await RunAsync("""
            s = session(role('noted', allow('ecs:DescribeClusters', Sid='Looking')))
            for _ in range(3): using(s, 'ecs').describe_clusters(clusters=['seen'])
            error(lambda: using(s, 'ecs').list_clusters())
            found = own('/_sandbox/access?principal=assumed-role/noted')['decisions']
            print(json.dumps([[d['action'], d['resources'], d['allowed'], d['by'].split(' because ')[-1], d['origin'], d['count']] for d in sorted(found, key=lambda d: d['action'])]))
            """);

        Assert.Equal(
            """[["ecs:DescribeClusters",["arn:aws:ecs:eu-central-1:123456789012:cluster/seen"],true,"noted/own#Looking","ecs:DescribeClusters",3],["ecs:ListClusters",["*"],false,"no identity-based policy allows the ecs:ListClusters action","ecs:ListClusters",1]]""",
            seen.ToJsonString());
    }

    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    [Fact]
    public async Task A_function_acts_as_its_role_and_writes_logs_only_if_the_role_may()
    {
        var seen = await sandbox.Boto3.RunAsync(Prologue + Tests.Lambda.TestFunctions.Prologue + """"
            LAMBDA = document({'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'})
            WHO = """
            def handle(event, context):
                print('was here', flush=True)
                return [os.environ[name] for name in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN')]
            """.replace('            ', '')
            quiet = role('quiet', allow('ecs:DescribeClusters'), trust=LAMBDA); loud = role('loud', allow('logs:*'), trust=LAMBDA)
            role('untrusting')
            refused = error(lambda: make('never', WHO, Role=f'arn:aws:iam::{ACCOUNT}:role/untrusting'))
            def call(name, arn):
                make(name, WHO, Role=arn)
                until(lambda: admin('lambda').get_function(FunctionName=name)['Configuration']['State'] == 'Active')
                key, secret, token = json.loads(admin('lambda').invoke(FunctionName=name)['Payload'].read())
                s = dict(AccessKeyId=key, SecretAccessKey=secret, SessionToken=token)
                return [using(s, 'sts').get_caller_identity()['Arn'], code(lambda: using(s, 'ecs').describe_clusters())]
            identities = [call('quiet-one', quiet), call('loud-one', loud)]
            until(lambda: [l for l in lines('/aws/lambda/loud-one') if 'was here' in l])
            for name in ('quiet-one', 'loud-one'): admin('lambda').delete_function(FunctionName=name)
            print(json.dumps([refused[1:], identities, lines('/aws/lambda/quiet-one'),
                [d['action'] for d in own('/_sandbox/access?allowed=false&principal=quiet/quiet-one')['decisions'] if d['origin'].startswith('lambda')]]))
            """");

        Assert.Equal(
            """[["InvalidParameterValueException","The role defined for the function cannot be assumed by Lambda."],[["arn:aws:sts::123456789012:assumed-role/quiet/quiet-one",null],["arn:aws:sts::123456789012:assumed-role/loud/loud-one","AccessDeniedException"]],[],["logs:CreateLogStream"]]""",
            seen.ToJsonString());
    }

    // "The key policy must allow the service principal of the region" (encrypt-log-data-kms.html).
    [Fact]
    public async Task A_log_group_gets_a_key_that_the_service_may_use_for_it()
    {
        var seen = await RunAsync("""
            key = admin('kms').create_key()['KeyMetadata']['Arn']
            logs = admin('logs')
            before = code(lambda: logs.create_log_group(logGroupName='/under-key', kmsKeyId=key))
            admin('kms').put_key_policy(KeyId=key, PolicyName='default', Policy=document(
                {'Effect': 'Allow', 'Principal': {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, 'Action': 'kms:*', 'Resource': '*'},
                {'Effect': 'Allow', 'Principal': {'Service': 'logs.eu-central-1.amazonaws.com'}, 'Action': ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], 'Resource': '*',
                 'Condition': {'ArnLike': {'kms:EncryptionContext:aws:logs:arn': f'arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:/under-*'}}}))
            print(json.dumps([before, code(lambda: logs.create_log_group(logGroupName='/under-key', kmsKeyId=key)), code(lambda: logs.create_log_group(logGroupName='/elsewhere', kmsKeyId=key))]))
            """);

        Assert.Equal("""["InvalidParameterException",null,"InvalidParameterException"]""", seen.ToJsonString());
    }

    // "The topic's policy must let events.amazonaws.com publish" (eb-use-resource-based.html).
    [Fact]
    public async Task A_rule_publishes_to_a_topic_whose_policy_lets_EventBridge()
    {
        var seen = await RunAsync("""
            sns, sqs, events = admin('sns'), admin('sqs'), admin('events')
            def heard(name, statement):
                topic = sns.create_topic(Name=name)['TopicArn']
                queue = sqs.create_queue(QueueName=name)['QueueUrl']
                sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=['QueueArn'])['Attributes']['QueueArn'])
                if statement: sns.set_topic_attributes(TopicArn=topic, AttributeName='Policy', AttributeValue=document({**statement, 'Resource': topic}))
                events.put_rule(Name=name, EventPattern=json.dumps({'source': ['test.' + name]}))
                events.put_targets(Rule=name, Targets=[dict(Id='1', Arn=topic)])
                events.put_events(Entries=[dict(Source='test.' + name, DetailType='t', Detail='{}')])
                messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get('Messages', [])
                events.remove_targets(Rule=name, Ids=['1']); events.delete_rule(Name=name)
                return len(messages)
            let = {'Effect': 'Allow', 'Principal': {'Service': 'events.amazonaws.com'}, 'Action': 'sns:Publish'}
            print(json.dumps([heard('topic-closed', None), heard('topic-open', let), heard('topic-other', {**let, 'Condition': {'ArnEquals': {'aws:SourceArn': f'arn:aws:events:eu-central-1:{ACCOUNT}:rule/another'}}})]))
            """);

        Assert.Equal("[0,1,0]", seen.ToJsonString());
    }

    private Task<System.Text.Json.Nodes.JsonNode> RunAsync(string script) => sandbox.Boto3.RunAsync(Prologue + script);
}
