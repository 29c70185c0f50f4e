using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Lambda;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class LambdaWireTests(RunningSandbox sandbox)
{
    private const string Prologue = TestFunctions.Prologue + """
        functions = client('lambda')
        def call(name, payload={}, **more):
            answer = functions.invoke(FunctionName=name, Payload=json.dumps(payload), **more)
            return answer, json.loads(answer['Payload'].read() or b'null')

        """;

    [Fact]
    public async Task A_function_answers_with_its_own_variables_and_stays_warm_until_its_code_changes()
    {
        var seen = await RunAsync("""
            source = '''
            import os
            count = 0
            def handle(event, context):
                global count
                count += 1
                names = ['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_REGION', '_HANDLER', 'OWN', 'HOME', 'AWS_PROFILE']
                return [event, count, os.getpid(), [os.environ.get(n) for n in names], os.getcwd() == os.environ['LAMBDA_TASK_ROOT'],
                    context['Lambda-Runtime-Invoked-Function-Arn'], int(context['Lambda-Runtime-Deadline-Ms']) > 0]
            '''
            made = make('answers', source, Environment=dict(Variables={'OWN': 'mine'}), MemorySize=256)
            (_, first), (_, second) = call('answers', {'a': 1}), call(made['FunctionArn'])
            import hashlib
            code = package(source + '\n')
            updated = functions.update_function_code(FunctionName='answers', ZipFile=code)
            (_, third) = call('answers')
            functions.delete_function(FunctionName='answers')
            print(json.dumps([first[0], first[1], first[3:], second[0:2], first[2] == second[2], third[1], third[2] == first[2],
                updated['CodeSha256'] == base64.b64encode(hashlib.sha256(code).digest()).decode(), made['State'], made['LastUpdateStatus'],
                error(lambda: call('answers'))[:2]]))
            """);

        Assert.Equal(
            """[{"a":1},1,[["answers","$LATEST","256","eu-central-1","main","mine",null,null],true,"arn:aws:lambda:eu-central-1:123456789012:function:answers",true],[{},2],true,1,false,true,"Active","Successful",[404,"ResourceNotFoundException"]]""",
            seen);
    }

    [Fact]
    public async Task Errors_crashes_and_timeouts_are_unhandled_errors_in_Lambdas_words()
    {
        var seen = await RunAsync("""
            make('fails', '''
            import os, time
            def handle(event, context):
                if event == 'throw': raise ValueError('no such thing')
                if event == 'exit': os._exit(3)
                if event == 'end': os._exit(0)
                if event == 'kill': os.kill(os.getpid(), 9)
                if event == 'sleep': time.sleep(60)
                return 'fine'
            ''', Timeout=1)
            make('broken', 'raise Exception()')
            def told(name, event):
                answer, body = call(name, event)
                return [answer.get('FunctionError'), body if isinstance(body, str) else [body['errorType'], body['errorMessage'].split('Error: ')[-1]]]
            seen = [told('fails', e) for e in ('throw', 'exit', 'end', 'kill', 'sleep', 'go on')] + [told('broken', 'x')]
            functions.update_function_code(FunctionName='broken', ZipFile=package('', mode=0o644))
            seen.append(told('broken', 'x'))
            functions.update_function_code(FunctionName='broken', ZipFile=package('', name='other'))
            seen.append(told('broken', 'x'))
            for name in ('fails', 'broken'): functions.delete_function(FunctionName=name)
            print(json.dumps(seen))
            """);

        Assert.Equal(
            """[["Unhandled",["ValueError","no such thing"]],["Unhandled",["Runtime.ExitError","Runtime exited with error: exit status 3"]],["Unhandled",["Runtime.ExitError","Runtime exited without providing a reason"]],["Unhandled",["Runtime.ExitError","Runtime exited with error: signal: killed"]],["Unhandled",["Sandbox.Timedout","Task timed out after 1.00 seconds"]],[null,"fine"],["Unhandled",["Runtime.ExitError","Runtime exited with error: exit status 1"]],["Unhandled",["Runtime.InvalidEntrypoint","fork/exec /var/task/bootstrap: permission denied"]],["Unhandled",["Runtime.InvalidEntrypoint","Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"]]]""",
            seen);
    }

    [Fact]
    public async Task What_a_function_writes_is_in_its_log_group_and_in_the_tail_between_start_and_report()
    {
        var seen = await RunAsync("""
            make('writes', '''
            import sys
            print('coming up', flush=True)
            def handle(event, context):
                print('out ' + event, flush=True)
                print('err ' + event, file=sys.stderr, flush=True)
            ''', LoggingConfig=dict(LogFormat='Text', LogGroup='/own/group'))
            answer, _ = call('writes', 'one', LogType='Tail')
            tail = base64.b64decode(answer['LogResult']).decode().rstrip('\n').split('\n')
            there = until(lambda: (lambda all: all if any(m.startswith('REPORT') for m in all) else None)(lines('/own/group')))
            id = answer['ResponseMetadata']['RequestId']
            words = [line.replace(id, 'ID').split('\t')[0] for line in there]
            report = there[-1]
            functions.delete_function(FunctionName='writes')
            client('logs').delete_log_group(logGroupName='/own/group')
            print(json.dumps([words, there == tail, all(part in report for part in ('Billed Duration: ', 'Memory Size: 128 MB', 'Max Memory Used: ', 'Init Duration: '))]))
            """);

        Assert.Equal(
            """[["coming up","START RequestId: ID Version: $LATEST","out one","err one","END RequestId: ID","REPORT RequestId: ID"],true,true]""",
            seen);
    }

    [Fact]
    public async Task An_event_is_accepted_at_once_and_run_again_twice_when_it_fails()
    {
        var seen = await RunAsync("""
            make('events', '''
            def handle(event, context):
                print('got ' + event + ' ' + context['Lambda-Runtime-Aws-Request-Id'], flush=True)
                if event == 'bad': raise Exception('never')
            ''')
            statuses = [functions.invoke(FunctionName='events', InvocationType='Event', Payload=json.dumps(e))['StatusCode'] for e in ('good', 'bad')]
            dry = functions.invoke(FunctionName='events', InvocationType='DryRun', Payload='{}')['StatusCode']
            def got(): return sorted(line for line in lines('/aws/lambda/events') if line.startswith('got'))
            until(lambda: len(got()) == 4)
            import urllib.request, os
            def left(): return json.load(urllib.request.urlopen(os.environ['AWS_ENDPOINT_URL'] + '/_sandbox/status'))['services']['lambda']['events']
            until(lambda: not [e for e in left() if e['name'] == 'events'])
            functions.put_function_event_invoke_config(FunctionName='events', MaximumRetryAttempts=0)
            functions.invoke(FunctionName='events', InvocationType='Event', Payload='"bad"')
            until(lambda: len(got()) == 5 and not [e for e in left() if e['name'] == 'events'])
            seen = got()
            functions.delete_function(FunctionName='events')
            print(json.dumps([statuses, dry, [g.split()[1] for g in seen], len(set(g.split()[2] for g in seen))]))
            """);

        Assert.Equal("""[[202,202],204,["bad","bad","bad","bad","good"],3]""", seen);
    }

    [Fact]
    public async Task How_an_event_ended_is_told_to_topic_and_queue()
    {
        var seen = await RunAsync("""
            sns, sqs = client('sns'), client('sqs')
            queue = sqs.create_queue(QueueName='ends')['QueueUrl']
            arn = 'arn:aws:sqs:eu-central-1:123456789012:ends'
            topic = sns.create_topic(Name='ends')['TopicArn']
            sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn, Attributes={'RawMessageDelivery': 'true'})
            make('ends', '''
            def handle(event, context):
                if event == 'bad': raise Exception('never')
                return 'fine'
            ''')
            functions.put_function_event_invoke_config(FunctionName='ends', MaximumRetryAttempts=0,
                DestinationConfig=dict(OnSuccess=dict(Destination=arn), OnFailure=dict(Destination=topic)))
            for e in ('good', 'bad'): functions.invoke(FunctionName='ends', InvocationType='Event', Payload=json.dumps(e))
            told = []
            def more():
                for m in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get('Messages', []):
                    told.append(json.loads(m['Body']))
                    sqs.delete_message(QueueUrl=queue, ReceiptHandle=m['ReceiptHandle'])
                return len(told) == 2
            until(more)
            functions.delete_function(FunctionName='ends')
            sns.delete_topic(TopicArn=topic)
            sqs.delete_queue(QueueUrl=queue)
            print(json.dumps(sorted([t['requestPayload'], t['requestContext']['condition'], t['requestContext']['approximateInvokeCount'],
                t['responseContext'].get('functionError'), t['responsePayload'] if t['requestPayload'] == 'good' else t['responsePayload']['errorMessage']] for t in told)))
            """);

        Assert.Equal("""[["bad","RetriesExhausted",1,"Unhandled","never"],["good","Success",1,null,"fine"]]""", seen);
    }

    [Fact]
    public async Task A_function_reads_back_and_bad_input_is_refused_in_Lambdas_words()
    {
        var seen = await RunAsync("""
            make('readback', 'def handle(e, c): return 1', Tags={'a': '1'}, Description='what for', TracingConfig=dict(Mode='Active'))
            functions.tag_resource(Resource='arn:aws:lambda:eu-central-1:123456789012:function:readback', Tags={'b': '2'})
            functions.untag_resource(Resource='arn:aws:lambda:eu-central-1:123456789012:function:readback', TagKeys=['a'])
            functions.put_function_concurrency(FunctionName='readback', ReservedConcurrentExecutions=0)
            throttled = error(lambda: call('readback'))
            shown = functions.get_function(FunctionName='readback')
            functions.delete_function_concurrency(FunctionName='readback')
            one = functions.publish_version(FunctionName='readback')['Version']
            same = functions.publish_version(FunctionName='readback')['Version']
            functions.update_function_configuration(FunctionName='readback', Timeout=20)
            two = functions.publish_version(FunctionName='readback')['Version']
            functions.create_alias(FunctionName='readback', Name='live', FunctionVersion='1')
            old = functions.get_function_configuration(FunctionName='readback:live')
            executed = call('readback', Qualifier='live')[0]['ExecutedVersion']
            versions = [v['Version'] for v in functions.list_versions_by_function(FunctionName='readback')['Versions']]
            refused = [error(f)[:2] for f in (
                lambda: make('readback', ''), lambda: make('x', '', Timeout=901), lambda: make('x', '', Runtime='python3.12'),
                lambda: make('x', '', Environment=dict(Variables={'AWS_REGION': 'x'})),
                lambda: functions.update_function_code(FunctionName='readback', ZipFile=b'no zip'),
                lambda: functions.invoke(FunctionName='readback', Payload='no json'),
                lambda: functions.invoke(FunctionName='readback', InvocationType='Event', Payload=json.dumps('x' * 1100000)),
                lambda: functions.list_layers())]
            functions.delete_function(FunctionName='readback')
            print(json.dumps([throttled[:2], shown['Tags'], shown['Concurrency'], shown['Configuration']['Description'], shown['Configuration']['TracingConfig'],
                one, same, two, old['Timeout'], old['FunctionArn'].split(':')[-1], executed, versions, refused]))
            """);

        Assert.Equal(
            """[[429,"TooManyRequestsException"],{"b":"2"},{"ReservedConcurrentExecutions":0},"what for",{"Mode":"Active"},"1","1","2",10,"live","1",["$LATEST","1","2"],[[409,"ResourceConflictException"],[400,"InvalidParameterValueException"],[501,"NotImplementedException"],[400,"InvalidParameterValueException"],[400,"InvalidParameterValueException"],[400,"InvalidRequestContentException"],[413,"RequestTooLargeException"],[501,"NotImplementedException"]]]""",
            seen);
    }

    [Fact]
    public async Task Permissions_make_a_policy_until_they_are_removed()
    {
        var seen = await RunAsync("""
            make('allowed', 'def handle(e, c): return 1')
            before = error(lambda: functions.get_policy(FunctionName='allowed'))[:2]
            given = dict(FunctionName='allowed', StatementId='rule', Action='lambda:InvokeFunction', Principal='events.amazonaws.com', SourceArn='arn:aws:events:eu-central-1:123456789012:rule/r')
            functions.add_permission(**given)
            twice = error(lambda: functions.add_permission(**given))[:2]
            policy = json.loads(functions.get_policy(FunctionName='allowed')['Policy'])['Statement']
            functions.remove_permission(FunctionName='allowed', StatementId='rule')
            after = error(lambda: functions.get_policy(FunctionName='allowed'))[:2]
            functions.delete_function(FunctionName='allowed')
            print(json.dumps([before, twice, policy, after]))
            """);

        Assert.Equal(
            """[[404,"ResourceNotFoundException"],[409,"ResourceConflictException"],[{"Sid":"rule","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:aws:lambda:eu-central-1:123456789012:function:allowed","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:events:eu-central-1:123456789012:rule/r"}}}],[404,"ResourceNotFoundException"]]""",
            seen);
    }

    private async Task<string> RunAsync(string script) => (await sandbox.Boto3.RunAsync(Prologue + script)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
