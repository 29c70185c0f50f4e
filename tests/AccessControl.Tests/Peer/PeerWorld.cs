namespace Notejam.AccessControl.Tests.Peer;

/// <summary>What the generated requests are about.</summary>
internal static class PeerWorld
{
    public const string Here = "111122223333";
    public const string There = "444455556666";

    public static readonly string[] Users = [$"arn:aws:iam::{Here}:user/alice", $"arn:aws:iam::{Here}:user/team/bob", $"arn:aws:iam::{There}:user/alice"];
    public static readonly string[] Sessions = [$"arn:aws:sts::{Here}:assumed-role/deploy/run-1", $"arn:aws:sts::{Here}:assumed-role/task/7f3a", $"arn:aws:sts::{There}:assumed-role/deploy/run-1"];
    public static readonly string[] Roles = [$"arn:aws:iam::{Here}:role/deploy", $"arn:aws:iam::{Here}:role/task", $"arn:aws:iam::{There}:role/deploy"];
    public static readonly string[] Federated = [$"arn:aws:sts::{Here}:federated-user/carol"];
    public static readonly string[] Services = ["events.amazonaws.com", "ecs-tasks.amazonaws.com"];
    public static readonly string[] Accounts = [Here, There, $"arn:aws:iam::{Here}:root", $"arn:aws:iam::{There}:root"];

    /// <summary>Actions with resources of theirs; of an action that has none the resource is *.</summary>
    public static readonly (string Service, string[] Actions, string[] Resources)[] Requests =
    [
        ("s3", ["s3:GetObject", "s3:PutObject", "s3:GetObjectVersion"], ["arn:aws:s3:::notes/a/b.txt", "arn:aws:s3:::notes/home/alice/x", "arn:aws:s3:::logs-eu/2026/07"]),
        ("ecs", ["ecs:RunTask", "ecs:StopTask"], [$"arn:aws:ecs:eu-central-1:{Here}:task-definition/notejam:7", $"arn:aws:ecs:eu-west-2:{Here}:task/notejam/0123"]),
        ("kms", ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"], [$"arn:aws:kms:eu-central-1:{Here}:key/1234abcd", $"arn:aws:kms:eu-central-1:{There}:key/9876fedc"]),
        ("sts", ["sts:AssumeRole"], [$"arn:aws:iam::{Here}:role/deploy", $"arn:aws:iam::{There}:role/drill"]),
        ("sns", ["sns:Publish", "sns:Subscribe"], [$"arn:aws:sns:eu-central-1:{Here}:alarms", $"arn:aws:sns:eu-central-1:{There}:alarms"]),
        ("secretsmanager", ["secretsmanager:GetSecretValue"], [$"arn:aws:secretsmanager:eu-central-1:{Here}:secret:notejam/production-AbCdEf"]),
        ("iam", ["iam:PassRole", "iam:GetRole"], [$"arn:aws:iam::{Here}:role/deploy", $"arn:aws:iam::{Here}:role/service/task"]),
        ("rds", ["rds:CreateDBSnapshot", "rds:DeleteDBSnapshot"], [$"arn:aws:rds:eu-central-1:{Here}:snapshot:before-drill", $"arn:aws:rds:eu-central-1:{Here}:db:notejam"]),
        ("ec2", ["ec2:DescribeInstances", "ec2:DescribeVpcs"], ["*"]),
        ("ecr", ["ecr:GetAuthorizationToken"], ["*"]),
    ];

    /// <summary>Keys of one value, and what requests have for them.</summary>
    public static readonly (string Key, string[] Values)[] Keys =
    [
        ("aws:username", ["alice", "Alice", "bob", "al*ce"]),
        ("aws:PrincipalTag/team", ["blue", "Blue", "red", "blue-green"]),
        ("aws:ResourceTag/team", ["blue", "red", "a?c"]),
        ("aws:SourceAccount", [Here, There]),
        ("aws:SourceArn", [$"arn:aws:sns:eu-central-1:{Here}:alarms", $"arn:aws:events:eu-central-1:{Here}:rule/default/x", $"arn:aws:backup:eu-west-2:{There}:backup-vault:v"]),
        ("aws:PrincipalArn", [.. Users, .. Roles]),
        ("aws:SourceIp", ["203.0.113.7", "203.0.113.200", "10.1.2.3", "2001:db8:1234:5678::9"]),
        ("aws:SecureTransport", ["true", "false", "True"]),
        ("aws:CurrentTime", ["2026-07-01T12:00:00Z", "2026-12-31T23:59:59Z"]),
        ("s3:max-keys", ["10", "100", "9.5", "-1"]),
        ("iam:PassedToService", ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]),
        ("test:Bytes", ["QmluYXJ5", "AAECAw=="]),
    ];

    /// <summary>Keys of several values.</summary>
    public static readonly (string Key, string[] Values)[] Lists =
    [
        ("aws:TagKeys", ["team", "Team", "cost-center", "environment", "en?"]),
        ("kms:GrantOperations", ["Decrypt", "Encrypt", "CreateGrant"]),
    ];
}
