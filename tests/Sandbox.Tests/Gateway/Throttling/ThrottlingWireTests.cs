using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Gateway.Throttling;

[Collection(SandboxSuite.Name)]
[Trait("Suite", "wire")]
public sealed class ThrottlingWireTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task A_client_that_asks_too_fast_is_throttled_and_its_retries_succeed()
    {
        // 20 at once and 1 a second ("Task definition modify actions"); standard mode retries what is throttled.
        var answer = await sandbox.Boto3.RunAsync("""
            from botocore.config import Config
            def ecs(retries):
                return boto3.client('ecs', region_name='us-west-2', config=Config(retries=retries))
            once, patient = ecs({'total_max_attempts': 1}), ecs({'mode': 'standard', 'max_attempts': 8})
            def deregister(client):
                return error(lambda: client.deregister_task_definition(taskDefinition='none:1'))
            answers = [deregister(once) for _ in range(40)]
            print(json.dumps([answers[0][1], answers[-1][:2], deregister(patient)[1]]))
            """);

        Assert.Equal("""["ClientException",[400,"ThrottlingException"],"ClientException"]""", answer.ToJsonString());
    }
}
