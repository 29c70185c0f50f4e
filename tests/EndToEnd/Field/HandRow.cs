namespace Notejam.EndToEnd.Field;

/// <summary>What somebody changed by hand while a release serves, what is run then, and how that must end.</summary>
/// <param name="By">The change, by the AWS CLI; <see cref="Script"/> comes before it.</param>
/// <param name="ExitCode">0, or 1 when the pipeline must not undo it unasked.</param>
/// <param name="Says">Pieces of text that the run must print.</param>
public sealed record HandRow(string By, int ExitCode, params string[] Says)
{
    /// <summary>Where the release is reached by whom: listener, target groups, the task definition that serves. One program: each start of the AWS CLI takes a second.</summary>
    public const string Script = """
        N=notejam-production
        WHERE=$(python3 - "$N" <<'END'
        import boto3, shlex, sys
        name = sys.argv[1]
        elb = boto3.client("elbv2")
        group = boto3.client("codedeploy").get_deployment_group(applicationName=name, deploymentGroupName=name)["deploymentGroupInfo"]
        pair = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]
        listener = pair["prodTrafficRoute"]["listenerArns"][0]
        action = elb.describe_listeners(ListenerArns=[listener])["Listeners"][0]["DefaultActions"][0]
        # Somebody's hands may have left nothing of it.
        forward = action.get("ForwardConfig", {"TargetGroups": []})["TargetGroups"]
        live = next((target["TargetGroupArn"] for target in forward if target["Weight"] > 0), "")
        targets = elb.describe_target_groups(Names=[target["name"] for target in pair["targetGroups"]])["TargetGroups"]
        idle = next(target["TargetGroupArn"] for target in targets if target["TargetGroupArn"] != live)
        sets = boto3.client("ecs").describe_services(cluster=name, services=[name])["services"][0]["taskSets"]
        serves = next((one["taskDefinition"] for one in sets if one["status"] == "PRIMARY"), "")
        for variable, value in dict(LISTENER=listener, LIVE=live, IDLE=idle, SERVES=serves).items(): print(f"{variable}={shlex.quote(value)}")
        END
        )
        eval "$WHERE"

        """;

    /// <summary>Makes, in <c>revision.json</c>, the revision of a task definition that only a variable tells from the one that serves, for a deployment by hand.</summary>
    public const string Variant = """
        python3 - "$N" "$SERVES" > revision.json <<'END'
        import boto3, json, sys, time
        name, serves = sys.argv[1:]
        ecs, deploy = boto3.client("ecs"), boto3.client("codedeploy")
        task = ecs.describe_task_definition(taskDefinition=serves)["taskDefinition"]
        for key in ("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy", "deregisteredAt"): task.pop(key, None)
        container = task["containerDefinitions"][0]
        container["environment"].append({"name": "BY_HAND", "value": "yes"})
        variant = ecs.register_task_definition(**task)["taskDefinition"]["taskDefinitionArn"]
        # Whatever still waits to end its old tasks is over first. The AWS CLI would look every 15 s.
        limit = time.monotonic() + 300
        while deploy.list_deployments(applicationName=name, deploymentGroupName=name, includeOnlyStatuses=["InProgress"])["deployments"]:
            if time.monotonic() > limit: raise SystemExit("a deployment is still in progress")
            time.sleep(0.5)
        spec = {"version": 0.0, "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": variant,
                "LoadBalancerInfo": {"ContainerName": container["name"], "ContainerPort": container["portMappings"][0]["containerPort"]}}}}]}
        print(json.dumps({"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(spec)}}))
        END

        """;

    /// <summary>What is changed when the run says a piece of text; at once, without <see cref="Script"/>'s look-ups.</summary>
    public (string Text, string By)? When { get; init; }

    /// <summary>Takes the change back.</summary>
    public string Undo { get; init; } = "true";

    /// <summary>What must be deployed afterwards: a new deployment of this release, or none.</summary>
    public bool Deploys { get; init; }

    /// <summary>Whether people's requests are answered all the time, by what serves before and after.</summary>
    public bool LosesNothing { get; init; }

    /// <summary>A command, within what the run says, that puts things in order again; null when the run has done that.</summary>
    public string? Remedy { get; init; }
}
