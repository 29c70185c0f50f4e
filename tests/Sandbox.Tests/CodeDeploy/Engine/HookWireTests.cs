using Notejam.Sandbox.Tests.Lambda;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.CodeDeploy.Engine;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class HookWireTests(RunningSandbox sandbox)
{
    // A service that wants no tasks: what is deployed is of no matter here, who is asked about it is.
    private const string Prologue = TestFunctions.Prologue + """"
        REPORT = '''
        def handle(event, context):
            print('asked', flush=True)
            headers = {'X-Amz-Target': 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus', 'Content-Type': 'application/x-amz-json-1.1',
                'Authorization': 'AWS4-HMAC-SHA256 Credential=A/20260101/eu-central-1/codedeploy/aws4_request, SignedHeaders=host, Signature=0'}
            body = dict(deploymentId=event['DeploymentId'], lifecycleEventHookExecutionId=event['LifecycleEventHookExecutionId'], status=os.environ['STATUS'])
            return json.load(urllib.request.urlopen(urllib.request.Request(os.environ['AWS_ENDPOINT_URL'], json.dumps(body).encode(), headers)))
        '''
        ec2, elb, ecs, deploy = client('ec2'), client('elbv2'), client('ecs'), client('codedeploy')
        vpc = ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
        subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock='10.9.%d.0/24' % n, AvailabilityZone='eu-central-1' + z)['Subnet']['SubnetId'] for n, z in enumerate('ab')]
        balancer = elb.create_load_balancer(Name='hooks', Subnets=subnets)['LoadBalancers'][0]['LoadBalancerArn']
        groups = [elb.create_target_group(Name='hooks-' + n, Protocol='HTTP', Port=8080, VpcId=vpc, TargetType='ip')['TargetGroups'][0]['TargetGroupArn'] for n in 'ab']
        listeners = [elb.create_listener(LoadBalancerArn=balancer, Protocol='HTTP', Port=p, DefaultActions=[dict(Type='forward', TargetGroupArn=groups[0])])['Listeners'][0]['ListenerArn'] for p in (18080, 18081)]
        ecs.create_cluster(clusterName='hooks')
        task = ecs.register_task_definition(family='hooks', requiresCompatibilities=['FARGATE'], networkMode='awsvpc', cpu='256', memory='512',
            containerDefinitions=[dict(name='web', image='none', portMappings=[dict(containerPort=8080)])])['taskDefinition']['taskDefinitionArn']
        ecs.create_service(cluster='hooks', serviceName='web', taskDefinition=task, desiredCount=0, launchType='FARGATE', deploymentController=dict(type='CODE_DEPLOY'),
            networkConfiguration=dict(awsvpcConfiguration=dict(subnets=subnets)), loadBalancers=[dict(targetGroupArn=groups[0], containerName='web', containerPort=8080)])
        deploy.create_application(applicationName='hooks', computePlatform='ECS')
        deploy.create_deployment_group(applicationName='hooks', deploymentGroupName='web', serviceRoleArn='arn:aws:iam::123456789012:role/deploy',
            deploymentConfigName='CodeDeployDefault.ECSAllAtOnce', deploymentStyle=dict(deploymentType='BLUE_GREEN', deploymentOption='WITH_TRAFFIC_CONTROL'),
            ecsServices=[dict(clusterName='hooks', serviceName='web')], autoRollbackConfiguration=dict(enabled=True, events=['DEPLOYMENT_FAILURE']),
            loadBalancerInfo=dict(targetGroupPairInfoList=[dict(targetGroups=[dict(name='hooks-a'), dict(name='hooks-b')],
                prodTrafficRoute=dict(listenerArns=[listeners[0]]), testTrafficRoute=dict(listenerArns=[listeners[1]]))]),
            blueGreenDeploymentConfiguration=dict(deploymentReadyOption=dict(actionOnTimeout='CONTINUE_DEPLOYMENT'),
                terminateBlueInstancesOnDeploymentSuccess=dict(action='TERMINATE', terminationWaitTimeInMinutes=0)))
        def run(**hooks):
            spec = dict(version=0.0, Resources=[dict(TargetService=dict(Type='AWS::ECS::Service', Properties=dict(TaskDefinition=task, LoadBalancerInfo=dict(ContainerName='web', ContainerPort=8080))))],
                Hooks=[{name: function} for name, function in hooks.items()])
            id = deploy.create_deployment(applicationName='hooks', deploymentGroupName='web',
                revision=dict(revisionType='AppSpecContent', appSpecContent=dict(content=json.dumps(spec))))['deploymentId']
            return until(lambda: (lambda d: d if d['status'] in ('Succeeded', 'Failed', 'Stopped') else None)(deploy.get_deployment(deploymentId=id)['deploymentInfo']))
        def event(deployment, name):
            target = deploy.get_deployment_target(deploymentId=deployment['deploymentId'], targetId='hooks:web')['deploymentTarget']['ecsTarget']
            return [e for e in target['lifecycleEvents'] if e['lifecycleEventName'] == name][0]

        """";

    [Fact]
    public async Task Functions_decide_whether_a_release_takes_traffic()
    {
        var seen = await sandbox.Boto3.RunAsync(Prologue + """
            good = make('says-yes', REPORT, Environment=dict(Variables={'STATUS': 'Succeeded'}))['FunctionArn']
            make('says-no', REPORT, Environment=dict(Variables={'STATUS': 'Failed'}))
            went = run(BeforeInstall='says-yes', AfterInstall=good, AfterAllowTestTraffic='says-yes', BeforeAllowTraffic=good, AfterAllowTraffic='says-yes')
            until(lambda: lines('/aws/lambda/says-yes').count('asked') == 5)
            def weights(listener): return sorted((g['TargetGroupArn'].split('/')[1], g['Weight']) for g in elb.describe_listeners(ListenerArns=[listener])['Listeners'][0]['DefaultActions'][0]['ForwardConfig']['TargetGroups'] if g['Weight'])
            stayed = run(AfterAllowTestTraffic='says-no')
            rollback = until(lambda: deploy.get_deployment(deploymentId=stayed['deploymentId'])['deploymentInfo'].get('rollbackInfo'))['rollbackDeploymentId']
            until(lambda: deploy.get_deployment(deploymentId=rollback)['deploymentInfo']['status'] == 'Succeeded')
            missing = run(BeforeInstall='nowhere')
            shown = event(stayed, 'AfterAllowTestTraffic')
            result = [went['status'], stayed['status'], stayed['errorInformation']['code'], shown['status'], shown['diagnostics']['errorCode'],
                weights(listeners[0]), weights(listeners[1]), missing['errorInformation']['code'], 'rollbackInfo' in missing]
            for name in ('says-yes', 'says-no'): client('lambda').delete_function(FunctionName=name)
            ecs.delete_service(cluster='hooks', service='web', force=True)
            elb.delete_load_balancer(LoadBalancerArn=balancer)
            print(json.dumps(result))
            """);

        Assert.Equal(
            """["Succeeded","Failed","HOOK_EXECUTION_FAILURE","Failed","ScriptFailed",[["hooks-b",100]],[["hooks-b",100]],"HOOK_EXECUTION_FAILURE",false]""",
            seen.ToJsonString());
    }
}
