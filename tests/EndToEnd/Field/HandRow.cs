namespace Notejam.EndToEnd.Field;

/// <summary>What somebody changed by hand while a release serves, what is run then, and how that must end.</summary>
/// <param name="By">The change, by the AWS CLI; <see cref="Script"/> comes before it.</param>
/// <param name="ExitCode">0, or 1 when the pipeline must not undo it unasked.</param>
/// <param name="Says">Pieces of text that the run must print.</param>
public sealed record HandRow(string By, int ExitCode, params string[] Says)
{
    /// <summary>Where the release is reached by whom: listener, target groups, the task definition that serves.</summary>
    public const string Script = """
        N=notejam-production
        GROUP="--application-name $N --deployment-group-name $N --query deploymentGroupInfo.loadBalancerInfo.targetGroupPairInfoList[0] --output json"
        PAIR=$(aws deploy get-deployment-group $GROUP)
        LISTENER=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["prodTrafficRoute"]["listenerArns"][0])' <<< "$PAIR")
        NAMES=$(python3 -c 'import json, sys; print(*[group["name"] for group in json.load(sys.stdin)["targetGroups"]])' <<< "$PAIR")
        LIVE=$(aws elbv2 describe-listeners --listener-arns "$LISTENER" --query 'Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups[?Weight>`0`].TargetGroupArn | [0]' --output text)
        IDLE=$(aws elbv2 describe-target-groups --names $NAMES --query "TargetGroups[?TargetGroupArn!='$LIVE'].TargetGroupArn | [0]" --output text)
        SERVES=$(aws ecs describe-services --cluster $N --services $N --query 'services[0].taskSets[?status==`PRIMARY`].taskDefinition | [0]' --output text)

        """;

    /// <summary>Makes, in <c>revision.json</c>, the revision of a task definition that only a variable tells from the one that serves, for a deployment by hand.</summary>
    public const string Variant = """
        aws ecs describe-task-definition --task-definition "$SERVES" --query taskDefinition --output json > task.json
        python3 - <<'END'
        import json
        task = json.load(open("task.json"))
        for name in ("taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy", "deregisteredAt"): task.pop(name, None)
        task["containerDefinitions"][0]["environment"].append({"name": "BY_HAND", "value": "yes"})
        json.dump(task, open("task.json", "w"))
        END
        VARIANT=$(aws ecs register-task-definition --cli-input-json file://task.json --query taskDefinition.taskDefinitionArn --output text)
        python3 - "$VARIANT" > revision.json <<'END'
        import json, sys
        container = json.load(open("task.json"))["containerDefinitions"][0]
        spec = {"version": 0.0, "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": {"TaskDefinition": sys.argv[1],
                "LoadBalancerInfo": {"ContainerName": container["name"], "ContainerPort": container["portMappings"][0]["containerPort"]}}}}]}
        print(json.dumps({"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(spec)}}))
        END
        # Whatever still waits to end its old tasks is over first.
        for ID in $(aws deploy list-deployments --application-name $N --deployment-group-name $N --include-only-statuses InProgress --query deployments --output text); do aws deploy wait deployment-successful --deployment-id "$ID"; done

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
