using Notejam.Sandbox.Tests.Lambda;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Events.Delivery;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class ScheduledRuleWireTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task A_rule_with_a_schedule_calls_its_function()
    {
        var seen = await sandbox.Boto3.RunAsync(TestFunctions.Prologue + """
            events = client('events')
            function = make('scheduled', "def handle(event, context): print('called ' + json.dumps([event['source'], event['detail-type'], event['resources']]), flush=True)")['FunctionArn']
            rule = events.put_rule(Name='often', ScheduleExpression='rate(1 minute)')['RuleArn']
            events.put_targets(Rule='often', Targets=[dict(Id='f', Arn=function)])
            client('lambda').add_permission(FunctionName='scheduled', StatementId='r', Action='lambda:InvokeFunction', Principal='events.amazonaws.com', SourceArn=rule)
            def called(): return [json.loads(l[7:]) for l in lines('/aws/lambda/scheduled') if l.startswith('called ')]
            until(lambda: len(called()) >= 2)
            first = called()[0]
            events.remove_targets(Rule='often', Ids=['f'])
            events.delete_rule(Name='often')
            client('lambda').delete_function(FunctionName='scheduled')
            print(json.dumps([first[:2], first[2] == [rule]]))
            """);

        Assert.Equal("""[["aws.events","Scheduled Event"],true]""", seen.ToJsonString());
    }
}
