namespace Notejam.EndToEnd.Support;

/// <summary>
/// Another team's things in every place that Notejam's environment shares: its cluster, load balancer, repository, state bucket and
/// CodeDeploy application, and the begin of its names.
/// </summary>
public sealed class Neighbours(SandboxWorld world)
{
    // What each script begins with.
    private const string Clients = """
        import boto3, json
        N, c = "notejam-production", boto3.client
        ecs, elb, deploy, ecr, s3, secrets, logs, watch = c("ecs"), c("elbv2"), c("codedeploy"), c("ecr"), c("s3"), c("secretsmanager"), c("logs"), c("cloudwatch")
        bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("notejam-state-") and b["Name"].endswith("eu-central-1"))
        keys = ["notejam/production/billing.json", "notejam/production/eu-central-1/billing.tfstate", "backups/production/billing.json", "releases/production/eu-central-1/billing.json"]
        balancer = elb.describe_load_balancers(Names=[N])["LoadBalancers"][0]
        group = deploy.get_deployment_group(applicationName=N, deploymentGroupName=N)["deploymentGroupInfo"]
        production = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]["prodTrafficRoute"]["listenerArns"][0]
        listeners = lambda: elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
        rule = lambda: next(r for l in listeners() for r in elb.describe_rules(ListenerArn=l["ListenerArn"])["Rules"] if r["Priority"] == "77")
        own = lambda: next(l for l in listeners() if l["Port"] == 8123)

        """;

    /// <summary>They come.</summary>
    public Task<string> MoveInAsync() => AskAsync("""
        service = ecs.describe_services(cluster=N, services=[N])["services"][0]
        definition = ecs.describe_task_definition(taskDefinition=service["taskSets"][0]["taskDefinition"])["taskDefinition"]
        image = definition["containerDefinitions"][0]["image"]
        task = ecs.register_task_definition(family="billing", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512", executionRoleArn=definition["executionRoleArn"],
            containerDefinitions=[{"name": "billing", "image": image, "portMappings": [{"containerPort": 8080}]}])["taskDefinition"]["taskDefinitionArn"]
        targets = [elb.create_target_group(Name="billing-" + x, Protocol="HTTP", Port=8080, TargetType="ip", VpcId=balancer["VpcId"])["TargetGroups"][0]["TargetGroupArn"] for x in "ab"]
        forward = [{"Type": "forward", "TargetGroupArn": targets[0]}]
        elb.create_rule(ListenerArn=production, Priority=77, Conditions=[{"Field": "host-header", "Values": ["billing.example.com"]}], Actions=forward)
        listener = elb.create_listener(LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=8123, DefaultActions=forward)["Listeners"][0]["ListenerArn"]
        ecs.create_service(cluster=N, serviceName="billing", taskDefinition=task, desiredCount=0, launchType="FARGATE", deploymentController={"type": "CODE_DEPLOY"}, networkConfiguration=service["taskSets"][0]["networkConfiguration"],
            loadBalancers=[{"targetGroupArn": targets[0], "containerName": "billing", "containerPort": 8080}])
        deploy.create_deployment_group(applicationName=N, deploymentGroupName="billing", serviceRoleArn=group["serviceRoleArn"], deploymentConfigName="CodeDeployDefault.ECSAllAtOnce", deploymentStyle=group["deploymentStyle"],
            blueGreenDeploymentConfiguration=group["blueGreenDeploymentConfiguration"], ecsServices=[{"clusterName": N, "serviceName": "billing"}],
            loadBalancerInfo={"targetGroupPairInfoList": [{"targetGroups": [{"name": "billing-a"}, {"name": "billing-b"}], "prodTrafficRoute": {"listenerArns": [listener]}}]})
        manifest = json.loads(ecr.batch_get_image(repositoryName=N, imageIds=[{"imageDigest": image.split("@")[1]}])["images"][0]["imageManifest"])
        manifest["annotations"] = {"of": "billing"}
        ecr.put_image(repositoryName=N, imageManifest=json.dumps(manifest), imageManifestMediaType=manifest["mediaType"], imageTag="billing-1.0")
        for key in keys: s3.put_object(Bucket=bucket, Key=key, Body=b"not notejam's")
        secrets.create_secret(Name=N + "/billing", SecretString="not notejam's")
        logs.create_log_group(logGroupName="/ecs/" + N + "-billing")
        watch.put_metric_alarm(AlarmName=N + "-billing", Namespace="Billing", MetricName="Overdue", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator="GreaterThanThreshold")
        watch.set_alarm_state(AlarmName=N + "-billing", StateValue="ALARM", StateReason="overdue")
        """);

    /// <summary>What stands of theirs, down to its content: the same as long as nobody has touched it.</summary>
    public Task<string> LookAsync() => AskAsync("""
        service = ecs.describe_services(cluster=N, services=["billing"])["services"][0]
        print(service["status"], service["desiredCount"], service["taskDefinition"], len(service["taskSets"]))
        print(ecs.describe_task_definition(taskDefinition="billing")["taskDefinition"]["status"])
        print(rule()["Conditions"][0]["Values"], rule()["Actions"], own()["DefaultActions"], sorted(g["TargetGroupName"] for g in elb.describe_target_groups(Names=["billing-a", "billing-b"])["TargetGroups"]))
        print(deploy.get_deployment_group(applicationName=N, deploymentGroupName="billing")["deploymentGroupInfo"]["ecsServices"], deploy.list_deployments(applicationName=N, deploymentGroupName="billing")["deployments"])
        print([(i["imageDigest"], i["imageTags"]) for i in ecr.describe_images(repositoryName=N, imageIds=[{"imageTag": "billing-1.0"}])["imageDetails"]])
        for key in keys: print(key, s3.head_object(Bucket=bucket, Key=key)["ETag"])
        print(secrets.get_secret_value(SecretId=N + "/billing")["SecretString"], [g["logGroupName"] for g in logs.describe_log_groups(logGroupNamePrefix="/ecs/" + N + "-billing")["logGroups"]])
        print([(a["AlarmName"], a["StateValue"]) for a in watch.describe_alarms(AlarmNames=[N + "-billing"])["MetricAlarms"]])
        """);

    /// <summary>They go.</summary>
    public Task<string> LeaveAsync() => AskAsync("""
        deploy.delete_deployment_group(applicationName=N, deploymentGroupName="billing")
        ecs.delete_service(cluster=N, service="billing", force=True)
        ecs.deregister_task_definition(taskDefinition="billing:1")
        elb.delete_rule(RuleArn=rule()["RuleArn"])
        elb.delete_listener(ListenerArn=own()["ListenerArn"])
        for target in elb.describe_target_groups(Names=["billing-a", "billing-b"])["TargetGroups"]: elb.delete_target_group(TargetGroupArn=target["TargetGroupArn"])
        for region in ("eu-central-1", "eu-west-2"): c("ecr", region_name=region).batch_delete_image(repositoryName=N, imageIds=[{"imageTag": "billing-1.0"}])
        for key in keys: s3.delete_object(Bucket=bucket, Key=key)
        secrets.delete_secret(SecretId=N + "/billing", ForceDeleteWithoutRecovery=True)
        logs.delete_log_group(logGroupName="/ecs/" + N + "-billing")
        watch.delete_alarms(AlarmNames=[N + "-billing"])
        """);

    private Task<string> AskAsync(string script) => world.RunAsync("python3", "-c", Clients + script);
}
