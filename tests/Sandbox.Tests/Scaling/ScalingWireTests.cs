using Docker.DotNet;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Scaling;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class ScalingWireTests(RunningSandbox sandbox)
{
    private const string Prologue = """
        import time
        ecs, scaling = client('ecs'), client('application-autoscaling')
        kind = dict(ServiceNamespace='ecs', ScalableDimension='ecs:service:DesiredCount')
        def service(name):
            ecs.create_cluster(clusterName='scaled')
            ecs.register_task_definition(family='scaled', containerDefinitions=[dict(name='app', image='notejam-test-busybox:2', command=['sleep', '600'], stopTimeout=2)])
            ecs.create_service(cluster='scaled', serviceName=name, taskDefinition='scaled', desiredCount=0)
            return dict(kind, ResourceId='service/scaled/' + name)
        def desired(name): return ecs.describe_services(cluster='scaled', services=[name])['services'][0]['desiredCount']
        def eventually(ask, wanted, tenths=300):
            for _ in range(tenths):
                if ask() == wanted: return wanted
                time.sleep(0.1)
            raise AssertionError(ask())

        """;

    [Fact]
    public async Task A_service_stays_stopped_until_it_is_started_and_then_within_its_bounds()
    {
        using (var docker = new DockerClientBuilder().Build()) await Tests.Ecs.TestImage.EnsureAsync(docker);

        var seen = await RunAsync("""
            target = service('bounded')
            scaling.register_scalable_target(MinCapacity=2, MaxCapacity=3, **target)
            time.sleep(3)
            untouched = desired('bounded')
            activities = lambda: [(a['Description'], a['Cause'], a['StatusCode']) for a in scaling.describe_scaling_activities(ServiceNamespace='ecs', ResourceId=target['ResourceId'])['ScalingActivities']]
            ecs.update_service(cluster='scaled', service='bounded', desiredCount=1)
            eventually(lambda: desired('bounded'), 2)
            eventually(lambda: activities()[0][2], 'Successful')
            ecs.update_service(cluster='scaled', service='bounded', desiredCount=5)
            eventually(lambda: desired('bounded'), 3)
            scaling.register_scalable_target(MaxCapacity=2, **target)
            eventually(lambda: desired('bounded'), 2)
            eventually(lambda: activities()[0][2], 'Successful')
            scaling.deregister_scalable_target(**target)
            ecs.delete_service(cluster='scaled', service='bounded', force=True)
            print(json.dumps([untouched, activities()[0], activities()[-1]]))
            """);

        Assert.Equal(
            """[0,["Setting desired count to 2.","maximum capacity was set to 2","Successful"],["Setting desired count to 2.","minimum capacity was set to 2","Successful"]]""",
            seen);
    }

    [Fact]
    public async Task A_service_whose_containers_are_busy_grows_and_shrinks_when_they_are_idle()
    {
        using (var docker = new DockerClientBuilder().Build()) await Tests.Ecs.TestImage.EnsureAsync(docker);

        // A quarter of a core is reserved; each task takes about half of that for 40 seconds after its start: other tests want the rest of the machine.
        var seen = await RunAsync("""
            target = service('busy')
            ecs.register_task_definition(family='busy', cpu='256', memory='64', containerDefinitions=[dict(name='app', image='notejam-test-busybox:2', stopTimeout=1,
                entryPoint=['sh', '-c'], command=['now() { busybox date +%s; }; end=$(($(now) + 40)); while [ $(now) -lt $end ]; do busybox usleep 10000; done; sleep 600'])])
            ecs.update_service(cluster='scaled', service='busy', taskDefinition='busy')
            scaling.register_scalable_target(MinCapacity=1, MaxCapacity=2, **target)
            scaling.put_scaling_policy(PolicyName='cpu', PolicyType='TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration=dict(
                TargetValue=20.0, PredefinedMetricSpecification=dict(PredefinedMetricType='ECSServiceAverageCPUUtilization')), **target)
            ecs.update_service(cluster='scaled', service='busy', desiredCount=1)
            eventually(lambda: desired('busy'), 2, 900)
            eventually(lambda: desired('busy'), 1, 1800)
            causes = [a['Cause'].split(' is ')[0] for a in scaling.describe_scaling_activities(ServiceNamespace='ecs', ResourceId=target['ResourceId'])['ScalingActivities']]
            scaling.deregister_scalable_target(**target)
            ecs.delete_service(cluster='scaled', service='busy', force=True)
            print(json.dumps(causes))
            """);

        Assert.Equal("""["policy cpu was triggered: CPUUtilization","policy cpu was triggered: CPUUtilization"]""", seen);
    }

    [Fact]
    public async Task A_service_that_is_asked_much_grows()
    {
        using (var docker = new DockerClientBuilder().Build()) await Tests.Ecs.TestImage.EnsureAsync(docker);

        var seen = await RunAsync("""
            from urllib.request import ProxyHandler, build_opener
            ec2, elb = client('ec2'), client('elbv2')
            vpc = ec2.create_vpc(CidrBlock='10.9.0.0/16')['Vpc']['VpcId']
            subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.9.{n}.0/24', AvailabilityZone='eu-central-1' + 'ab'[n])['Subnet']['SubnetId'] for n in (0, 1)]
            balancer = elb.create_load_balancer(Name='asked', Subnets=subnets)['LoadBalancers'][0]
            group = elb.create_target_group(Name='asked', Protocol='HTTP', Port=8080, VpcId=vpc, TargetType='ip', HealthCheckIntervalSeconds=5, HealthyThresholdCount=2)['TargetGroups'][0]['TargetGroupArn']
            elb.create_listener(LoadBalancerArn=balancer['LoadBalancerArn'], Protocol='HTTP', Port=8089, DefaultActions=[dict(Type='forward', TargetGroupArn=group)])
            ecs.create_cluster(clusterName='scaled')
            ecs.register_task_definition(family='asked', containerDefinitions=[dict(name='app', image='notejam-test-busybox:2', stopTimeout=1, portMappings=[dict(containerPort=8080)],
                entryPoint=['sh', '-c'], command=['mkdir -p /tmp/www; echo ok > /tmp/www/index.html; httpd -f -p 8080 -h /tmp/www'])])
            ecs.create_service(cluster='scaled', serviceName='asked', taskDefinition='asked', desiredCount=1, loadBalancers=[dict(targetGroupArn=group, containerName='app', containerPort=8080)])
            target = dict(kind, ResourceId='service/scaled/asked')
            scaling.register_scalable_target(MinCapacity=1, MaxCapacity=2, **target)
            label = balancer['LoadBalancerArn'].split(':loadbalancer/')[1] + '/' + group.split(':')[5]
            scaling.put_scaling_policy(PolicyName='requests', PolicyType='TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration=dict(
                TargetValue=20.0, PredefinedMetricSpecification=dict(PredefinedMetricType='ALBRequestCountPerTarget', ResourceLabel=label)), **target)
            http, url = build_opener(ProxyHandler({})), 'http://' + balancer['DNSName'] + ':8089/'
            def asked():
                try: http.open(url, timeout=5).read()
                except OSError: pass  # No target yet.
                return desired('asked')
            eventually(asked, 2, 900)
            cause = scaling.describe_scaling_activities(ServiceNamespace='ecs', ResourceId=target['ResourceId'])['ScalingActivities'][0]['Cause'].split(' is ')[0]
            scaling.deregister_scalable_target(**target)
            ecs.delete_service(cluster='scaled', service='asked', force=True)
            elb.delete_load_balancer(LoadBalancerArn=balancer['LoadBalancerArn'])
            print(json.dumps(cause))
            """);

        Assert.Equal("\"policy requests was triggered: RequestCountPerTarget\"", seen);
    }

    [Fact]
    public async Task A_target_reads_back_as_it_was_registered_and_changes_what_is_named_only()
    {
        var seen = await RunAsync("""
            target = service('readback')
            arn = scaling.register_scalable_target(MinCapacity=1, MaxCapacity=3, Tags={'a': '1'}, **target)['ScalableTargetARN']
            again = scaling.register_scalable_target(MaxCapacity=4, SuspendedState={'DynamicScalingInSuspended': True}, **target)['ScalableTargetARN']
            shown = scaling.describe_scalable_targets(ServiceNamespace='ecs', ResourceIds=[target['ResourceId']])['ScalableTargets'][0]
            scaling.tag_resource(ResourceARN=arn, Tags={'b': '2'})
            scaling.untag_resource(ResourceARN=arn, TagKeys=['a'])
            tags = scaling.list_tags_for_resource(ResourceARN=arn)['Tags']
            scaling.deregister_scalable_target(**target)
            gone = [error(lambda: scaling.deregister_scalable_target(**target))[1:], error(lambda: scaling.list_tags_for_resource(ResourceARN=arn))[1]]
            print(json.dumps([arn == again == shown['ScalableTargetARN'], shown['MinCapacity'], shown['MaxCapacity'], shown['SuspendedState']['DynamicScalingInSuspended'], tags, gone]))
            """);

        Assert.Equal(
            """[true,1,4,true,{"b":"2"},[["ObjectNotFoundException","No scalable target found for service namespace: ecs, resource ID: service/scaled/readback, scalable dimension: ecs:service:DesiredCount"],"ResourceNotFoundException"]]""",
            seen);
    }

    [Theory]
    [InlineData("ResourceId='service/scaled/none', MinCapacity=1, MaxCapacity=2", "ECS service doesn't exist: service/scaled/none")]
    [InlineData("ResourceId='service/scaled/refused', MinCapacity=3, MaxCapacity=2", "Maximum capacity cannot be less than minimum capacity")]
    [InlineData("ResourceId='service/scaled/refused', MinCapacity=3", "Minimum capacity and maximum capacity must be specified when a scalable target is registered.")]
    [InlineData("ResourceId='refused', MinCapacity=1, MaxCapacity=2", "Unsupported service namespace, resource type or scalable dimension")]
    public async Task A_target_that_makes_no_sense_is_refused(string arguments, string message)
    {
        var seen = await RunAsync($"""
            try: service('refused')
            except ClientError: pass  # It is there already.
            print(json.dumps(error(lambda: scaling.register_scalable_target({arguments}, **kind))[1:]))
            """);

        Assert.Equal(["ValidationException", message], System.Text.Json.JsonSerializer.Deserialize<string[]>(seen)!);
    }

    [Fact]
    public async Task Policies_of_all_kinds_read_back_and_go_with_their_target()
    {
        var seen = await RunAsync("""
            target = service('policies')
            cpu = dict(TargetValue=60.0, ScaleOutCooldown=60, PredefinedMetricSpecification=dict(PredefinedMetricType='ECSServiceAverageCPUUtilization'))
            requests = dict(TargetValue=1000.0, PredefinedMetricSpecification=dict(PredefinedMetricType='ALBRequestCountPerTarget', ResourceLabel='app/web/1/targetgroup/blue/2'))
            stat = lambda id, name: dict(Id=id, ReturnData=False, MetricStat=dict(Stat='Sum', Metric=dict(Namespace='Notejam', MetricName=name, Dimensions=[dict(Name='Service', Value='web')])))
            math = dict(TargetValue=5.0, CustomizedMetricSpecification=dict(Metrics=[stat('m1', 'Queue'), stat('m2', 'Tasks'), dict(Id='e1', Expression='m1/m2', ReturnData=True)]))
            steps = dict(AdjustmentType='ChangeInCapacity', Cooldown=60, StepAdjustments=[dict(MetricIntervalLowerBound=0.0, MetricIntervalUpperBound=10.0, ScalingAdjustment=1), dict(MetricIntervalLowerBound=10.0, ScalingAdjustment=2)])
            early = error(lambda: scaling.put_scaling_policy(PolicyName='cpu', PolicyType='TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration=cpu, **target))
            scaling.register_scalable_target(MinCapacity=1, MaxCapacity=3, **target)
            track = lambda name, configuration: scaling.put_scaling_policy(PolicyName=name, PolicyType='TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration=configuration, **target)
            for name, configuration in (('cpu', cpu), ('requests', requests), ('math', math)): track(name, configuration)
            arn = scaling.put_scaling_policy(PolicyName='steps', PolicyType='StepScaling', StepScalingPolicyConfiguration=steps, **target)['PolicyARN']
            shown = {p['PolicyName']: p for p in scaling.describe_scaling_policies(ServiceNamespace='ecs', ResourceId=target['ResourceId'])['ScalingPolicies']}
            same = [shown[n]['TargetTrackingScalingPolicyConfiguration'] == c for n, c in (('cpu', cpu), ('requests', requests), ('math', math))] + [shown['steps']['StepScalingPolicyConfiguration'] == steps, shown['steps']['PolicyARN'] == arn]
            pages = [len(p['ScalingPolicies']) for p in scaling.get_paginator('describe_scaling_policies').paginate(ServiceNamespace='ecs', PolicyNames=['cpu', 'steps', 'math'], PaginationConfig={'PageSize': 2})]
            scaling.delete_scaling_policy(PolicyName='cpu', **target)
            twice = error(lambda: scaling.delete_scaling_policy(PolicyName='cpu', **target))
            scaling.deregister_scalable_target(**target)
            left = scaling.describe_scaling_policies(ServiceNamespace='ecs', ResourceId=target['ResourceId'])['ScalingPolicies']
            print(json.dumps([early[1:], same, pages, twice[1], left]))
            """);

        Assert.Equal(
            """[["ObjectNotFoundException","No scalable target registered for service namespace: ecs, resource ID: service/scaled/policies, scalable dimension: ecs:service:DesiredCount"],[true,true,true,true,true],[2,1],"ObjectNotFoundException",[]]""",
            seen);
    }

    [Theory]
    [InlineData("TargetValue=60.0", "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification")]
    [InlineData("TargetValue=0.0, PredefinedMetricSpecification=dict(PredefinedMetricType='ECSServiceAverageCPUUtilization')", "TargetValue must be greater than 0.")]
    [InlineData("TargetValue=1.0, PredefinedMetricSpecification=dict(PredefinedMetricType='DynamoDBReadCapacityUtilization')", "is not one of ecs")]
    [InlineData("TargetValue=1.0, PredefinedMetricSpecification=dict(PredefinedMetricType='ALBRequestCountPerTarget')", "needs a ResourceLabel")]
    [InlineData("TargetValue=1.0, CustomizedMetricSpecification=dict(Metrics=[dict(Id='a', Expression='1'), dict(Id='b', Expression='2')])", "Exactly one of Metrics must have ReturnData")]
    public async Task A_policy_that_makes_no_sense_is_refused(string configuration, string message)
    {
        var seen = await RunAsync($"""
            print(json.dumps(error(lambda: scaling.put_scaling_policy(PolicyName='bad', PolicyType='TargetTrackingScaling', ResourceId='service/scaled/any',
                TargetTrackingScalingPolicyConfiguration=dict({configuration}), **kind))[1:]))
            """);

        Assert.StartsWith("[\"ValidationException\"", seen, StringComparison.Ordinal);
        Assert.Contains(message, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terraform_applies_changes_and_destroys_the_scaling_of_a_service()
    {
        await RunAsync("service('terraform'); print('{}')");
        using var project = await TerraformProject.CreateAsync(sandbox, """
            variable "max" { default = 4 }

            resource "aws_appautoscaling_target" "service" {
              service_namespace  = "ecs"
              scalable_dimension = "ecs:service:DesiredCount"
              resource_id        = "service/scaled/terraform"
              min_capacity       = 1
              max_capacity       = var.max
              tags               = { Max = var.max }
            }

            resource "aws_appautoscaling_policy" "cpu" {
              name               = "cpu"
              policy_type        = "TargetTrackingScaling"
              service_namespace  = aws_appautoscaling_target.service.service_namespace
              scalable_dimension = aws_appautoscaling_target.service.scalable_dimension
              resource_id        = aws_appautoscaling_target.service.resource_id

              target_tracking_scaling_policy_configuration {
                target_value       = 60
                scale_in_cooldown  = 300
                scale_out_cooldown = 60

                predefined_metric_specification {
                  predefined_metric_type = "ECSServiceAverageCPUUtilization"
                }
              }
            }

            resource "aws_appautoscaling_policy" "math" {
              name               = "math"
              policy_type        = "TargetTrackingScaling"
              service_namespace  = aws_appautoscaling_target.service.service_namespace
              scalable_dimension = aws_appautoscaling_target.service.scalable_dimension
              resource_id        = aws_appautoscaling_target.service.resource_id

              target_tracking_scaling_policy_configuration {
                target_value = 100

                customized_metric_specification {
                  metrics {
                    id          = "requests"
                    return_data = false
                    metric_stat {
                      stat = "Sum"
                      metric {
                        namespace   = "AWS/ApplicationELB"
                        metric_name = "RequestCount"
                        dimensions {
                          name  = "LoadBalancer"
                          value = "app/web/1"
                        }
                      }
                    }
                  }
                  metrics {
                    id         = "each"
                    expression = "requests / 2"
                  }
                }
              }
            }

            resource "aws_appautoscaling_policy" "steps" {
              name               = "steps"
              policy_type        = "StepScaling"
              service_namespace  = aws_appautoscaling_target.service.service_namespace
              scalable_dimension = aws_appautoscaling_target.service.scalable_dimension
              resource_id        = aws_appautoscaling_target.service.resource_id

              step_scaling_policy_configuration {
                adjustment_type         = "ChangeInCapacity"
                cooldown                = 60
                metric_aggregation_type = "Maximum"

                step_adjustment {
                  metric_interval_lower_bound = 0
                  scaling_adjustment          = 1
                }
              }
            }
            """);

        await project.ApplyAsync();
        await project.ApplyAsync("max=6");
        await project.DestroyAsync();

        Assert.Equal("[]", await RunAsync("print(json.dumps(scaling.describe_scalable_targets(ServiceNamespace='ecs', ResourceIds=['service/scaled/terraform'])['ScalableTargets']))"));
    }

    private async Task<string> RunAsync(string script) =>
        (await sandbox.Boto3.RunAsync(Prologue + script)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
