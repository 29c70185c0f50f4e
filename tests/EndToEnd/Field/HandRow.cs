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

    /// <summary>What must be deployed afterwards: a new deployment of this release, or none.</summary>
    public bool Deploys { get; init; }

    /// <summary>Whether people's requests are answered all the time, by what serves before and after.</summary>
    public bool LosesNothing { get; init; }

    /// <summary>A command, within what the run says, that puts things in order again; null when the run has done that.</summary>
    public string? Remedy { get; init; }
}
