using Notejam.Sandbox.Tests.Lambda;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Secrets;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class RotationWireTests(RunningSandbox sandbox)
{
    // The rotation function does what AWS's own templates do, and signs nothing: the gateway reads the scope alone.
    private const string Prologue = TestFunctions.Prologue + """"
        sm = client('secretsmanager')
        ROTATE = '''
        import urllib.error
        def sm(operation, **input):
            headers = {'X-Amz-Target': 'secretsmanager.' + operation, 'Content-Type': 'application/x-amz-json-1.1',
                'Authorization': 'AWS4-HMAC-SHA256 Credential=A/20260101/' + os.environ['AWS_REGION'] + '/secretsmanager/aws4_request, SignedHeaders=host, Signature=0'}
            return json.load(urllib.request.urlopen(urllib.request.Request(os.environ['AWS_ENDPOINT_URL'], json.dumps(input).encode(), headers)))
        def handle(event, context):
            step, id, token = event['Step'], event['SecretId'], event['ClientRequestToken']
            print('step ' + step, flush=True)
            labels = sm('DescribeSecret', SecretId=id)['VersionIdsToStages']
            assert 'AWSPENDING' in labels[token], labels
            if step == os.environ.get('FAIL'): raise ValueError('refused at ' + step)
            if step == 'createSecret':
                try: sm('GetSecretValue', SecretId=id, VersionId=token, VersionStage='AWSPENDING')
                except urllib.error.HTTPError:
                    now = sm('GetSecretValue', SecretId=id, VersionStage='AWSCURRENT')['SecretString']
                    sm('PutSecretValue', SecretId=id, ClientRequestToken=token, SecretString=now + '+', VersionStages=['AWSPENDING'])
            if step == 'testSecret': sm('GetSecretValue', SecretId=id, VersionId=token, VersionStage='AWSPENDING')
            if step == 'finishSecret':
                current = [v for v, l in labels.items() if 'AWSCURRENT' in l][0]
                sm('UpdateSecretVersionStage', SecretId=id, VersionStage='AWSCURRENT', MoveToVersionId=token, RemoveFromVersionId=current)
        '''
        def allow(function, principal='secretsmanager.amazonaws.com', **more):
            client('lambda').add_permission(FunctionName=function, StatementId=principal.split('.')[0], Action='lambda:InvokeFunction', Principal=principal, **more)
        def steps(function): return [l.split()[1] for l in lines('/aws/lambda/' + function) if l.startswith('step ')]
        def labels(secret): return sorted(sorted(l) for l in sm.describe_secret(SecretId=secret)['VersionIdsToStages'].values())
        def clean(function, secret):
            sm.delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True)
            client('lambda').delete_function(FunctionName=function)

        """";

    [Fact]
    public async Task A_rotation_goes_through_four_steps_and_its_value_is_what_everyone_reads_here_and_in_the_replica()
    {
        var seen = await RunAsync("""
            there = client('secretsmanager', 'eu-west-2')
            function = make('rotates', ROTATE)['FunctionArn']
            allow('rotates')
            sm.create_secret(Name='rotated', SecretString='one', AddReplicaRegions=[dict(Region='eu-west-2')])
            before = sm.describe_secret(SecretId='rotated')
            answer = sm.rotate_secret(SecretId='rotated', RotationLambdaARN=function, RotationRules=dict(AutomaticallyAfterDays=30))
            shown = until(lambda: (lambda d: d if 'LastRotatedDate' in d else None)(sm.describe_secret(SecretId='rotated')))
            values = [c.get_secret_value(SecretId='rotated')['SecretString'] for c in (sm, there)]
            current = sm.get_secret_value(SecretId='rotated')['VersionId'] == answer['VersionId']
            old = sm.get_secret_value(SecretId='rotated', VersionStage='AWSPREVIOUS')['SecretString']
            after = labels('rotated')
            sm.rotate_secret(SecretId='rotated')
            until(lambda: sm.get_secret_value(SecretId='rotated')['SecretString'] == 'one++')
            until(lambda: labels('rotated') == [['AWSCURRENT'], ['AWSPREVIOUS']])
            sm.put_secret_value(SecretId='rotated', SecretString='by hand')
            put = [labels('rotated'), sm.get_secret_value(SecretId='rotated')['SecretString'], sm.get_secret_value(SecretId='rotated', VersionStage='AWSPREVIOUS')['SecretString'],
                there.get_secret_value(SecretId='rotated')['SecretString']]
            until(lambda: len(steps('rotates')) == 8)
            done = steps('rotates')[:4]
            sm.cancel_rotate_secret(SecretId='rotated')
            cancelled = sm.describe_secret(SecretId='rotated')
            days = round((shown['NextRotationDate'] - shown['LastRotatedDate']).total_seconds() / 86400)
            sm.remove_regions_from_replication(SecretId='rotated', RemoveReplicaRegions=['eu-west-2'])
            clean('rotates', 'rotated')
            print(json.dumps(['RotationEnabled' in before, shown['RotationEnabled'], shown['RotationLambdaARN'] == function, shown['RotationRules'], 30 <= days <= 31,
                values, current, old, after, put, done, cancelled['RotationEnabled'], 'NextRotationDate' in cancelled]))
            """);

        Assert.Equal(
            """[false,true,true,{"AutomaticallyAfterDays":30},true,["one+","one+"],true,"one",[["AWSCURRENT"],["AWSPREVIOUS"]],[[["AWSCURRENT"],["AWSPREVIOUS"]],"by hand","one++","by hand"],["createSecret","setSecret","testSecret","finishSecret"],false,false]""",
            seen);
    }

    [Fact]
    public async Task A_rotation_that_fails_leaves_its_version_pending_and_is_taken_up_again()
    {
        var seen = await RunAsync("""
            import urllib.request, os
            function = make('stumbles', ROTATE, Environment=dict(Variables={'FAIL': 'testSecret'}))['FunctionArn']
            allow('stumbles')
            sm.create_secret(Name='stumbled', SecretString='one')
            token = sm.rotate_secret(SecretId='stumbled', RotationLambdaARN=function, RotationRules=dict(AutomaticallyAfterDays=1))['VersionId']
            def status(): return [r for r in json.load(urllib.request.urlopen(os.environ['AWS_ENDPOINT_URL'] + '/_sandbox/status'))['services']['secretsmanager']['rotations'] if r['name'].startswith('stumbled')][0]
            failed = until(lambda: (lambda s: s if s['status'] == 'failed' else None)(status()))
            pending, value = labels('stumbled'), sm.get_secret_value(SecretId='stumbled')['SecretString']
            client('lambda').update_function_configuration(FunctionName='stumbles', Environment=dict(Variables={}))
            again = error(lambda: sm.rotate_secret(SecretId='stumbled'))
            until(lambda: sm.get_secret_value(SecretId='stumbled')['SecretString'] == 'one+')
            until(lambda: status()['status'] == 'waiting')
            same = sm.get_secret_value(SecretId='stumbled')['VersionId'] == token
            clean('stumbles', 'stumbled')
            print(json.dumps(['refused at testSecret' in failed['error'], pending, value, again[1:], same]))
            """);

        Assert.Equal(
            """[true,[["AWSCURRENT"],["AWSPENDING"]],"one",["InvalidRequestException","A previous rotation isn't complete. That rotation will be reattempted."],true]""",
            seen);
    }

    [Fact]
    public async Task Without_rotating_at_once_the_function_is_only_tried_and_what_may_not_rotate_is_refused()
    {
        var seen = await RunAsync("""
            function = make('tries', ROTATE)['FunctionArn']
            sm.create_secret(Name='tried', SecretString='one')
            refused = [error(lambda: sm.rotate_secret(SecretId='tried'))[1], error(lambda: sm.rotate_secret(SecretId='tried', RotationLambdaARN=function))[1]]
            allow('tries', SourceAccount='999999999999')
            refused.append(error(lambda: sm.rotate_secret(SecretId='tried', RotationLambdaARN=function))[1])
            client('lambda').remove_permission(FunctionName='tries', StatementId='secretsmanager')
            allow('tries', SourceArn=sm.describe_secret(SecretId='tried')['ARN'])
            refused.append(error(lambda: sm.rotate_secret(SecretId='tried', RotationLambdaARN=function, RotationRules=dict(AutomaticallyAfterDays=1, ScheduleExpression='rate(1 days)')))[1])
            sm.rotate_secret(SecretId='tried', RotationLambdaARN=function, RotateImmediately=False, RotationRules=dict(ScheduleExpression='cron(0 3 * * ? *)', Duration='2h'))
            until(lambda: steps('tries') == ['testSecret'])
            until(lambda: labels('tried') == [['AWSCURRENT']])
            shown = sm.describe_secret(SecretId='tried')
            value = sm.get_secret_value(SecretId='tried')['SecretString']
            clean('tries', 'tried')
            print(json.dumps([refused, shown['RotationRules'], shown['NextRotationDate'].astimezone(__import__('datetime').timezone.utc).hour, 'LastRotatedDate' in shown, value]))
            """);

        Assert.Equal(
            """[["InvalidRequestException","AccessDeniedException","AccessDeniedException","InvalidParameterException"],{"Duration":"2h","ScheduleExpression":"cron(0 3 * * ? *)"},3,false,"one"]""",
            seen);
    }

    [Fact]
    public async Task A_rotation_is_told_to_the_functions_of_enabled_rules_that_match_and_may_call_them()
    {
        var seen = await RunAsync("""
            events = client('events')
            rotator = make('teller', ROTATE)['FunctionArn']
            listener = make('listens', "def handle(event, context): print('heard ' + json.dumps(event), flush=True)")['FunctionArn']
            deaf = make('mayNot', "def handle(event, context): print('heard', flush=True)")['FunctionArn']
            allow('teller')
            pattern = {'source': ['aws.secretsmanager'], 'detail': {'eventName': ['RotationSucceeded']}}
            def rule(name, pattern, function, state='ENABLED', **more):
                arn = events.put_rule(Name=name, EventPattern=json.dumps(pattern), State=state)['RuleArn']
                events.put_targets(Rule=name, Targets=[dict(dict(Id='f', Arn=function), **more)])
                return arn
            allow('listens', 'events.amazonaws.com', SourceArn=rule('whole', pattern, listener))
            for name, more in (('constant', dict(Input='{"constant": 1}')), ('off', {}), ('other', {}), ('notAllowed', {})):
                arn = rule(name, pattern if name != 'other' else {'source': ['aws.ecs']}, listener if name != 'notAllowed' else deaf, 'DISABLED' if name == 'off' else 'ENABLED', **more)
                client('lambda').add_permission(FunctionName='listens', StatementId=name, Action='lambda:InvokeFunction', Principal='events.amazonaws.com', SourceArn=arn)
            secret = sm.create_secret(Name='told', SecretString='one')['ARN']
            sm.rotate_secret(SecretId='told', RotationLambdaARN=rotator, RotationRules=dict(AutomaticallyAfterDays=1))
            def heard(): return [json.loads(l[6:]) for l in lines('/aws/lambda/listens') if l.startswith('heard ')]
            until(lambda: len(heard()) == 2)
            events.put_events(Entries=[dict(Source='aws.secretsmanager', DetailType='mine', Detail=json.dumps({'eventName': 'RotationSucceeded'}))])
            until(lambda: len(heard()) == 4)
            all = heard()
            whole = [e for e in all if e.get('detail-type') == 'AWS Service Event via CloudTrail'][0]
            for name in ('whole', 'constant', 'off', 'other', 'notAllowed'):
                events.remove_targets(Rule=name, Ids=['f'])
                events.delete_rule(Name=name)
            silent = lines('/aws/lambda/mayNot')
            client('lambda').delete_function(FunctionName='listens')
            client('lambda').delete_function(FunctionName='mayNot')
            clean('teller', 'told')
            print(json.dumps([whole['source'], whole['region'], whole['detail']['eventName'], whole['detail']['additionalEventData'] == {'SecretId': secret},
                all.count({'constant': 1}), [e['detail'] for e in all if e.get('detail-type') == 'mine'], silent]))
            """);

        Assert.Equal("""["aws.secretsmanager","eu-central-1","RotationSucceeded",true,2,[{"eventName":"RotationSucceeded"}],[]]""", seen);
    }

    private async Task<string> RunAsync(string script) =>
        (await sandbox.Boto3.RunAsync(Prologue + script)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
