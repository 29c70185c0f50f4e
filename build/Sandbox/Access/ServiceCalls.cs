namespace Notejam.Sandbox.Access;

/// <summary>All calls that services make for their customer, with what each needs and where AWS says so.</summary>
public static class ServiceCalls
{
    private const string ExecutionRole = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html";
    private const string CodeDeployRole = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html";
    private const string BackupRole = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html";
    private const string RestoreRole = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html";
    private const string TopicKeys = "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html";
    private const string Tasks = "ecs-tasks.amazonaws.com";
    private const string CodeDeploy = "codedeploy.amazonaws.com";
    private const string Backup = "backup.amazonaws.com";

    /// <summary>The agent signs in at ECR.</summary>
    public static ServiceCall EcsSignsInAtEcr { get; } = new("ecs signs in at ecr", Tasks, ["ecr:GetAuthorizationToken"], ExecutionRole);

    /// <summary>The agent pulls an image.</summary>
    public static ServiceCall EcsPullsImage { get; } = new("ecs pulls an image", Tasks, ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], ExecutionRole);

    /// <summary>The agent reads a secret for a container.</summary>
    public static ServiceCall EcsReadsSecret { get; } = new("ecs reads a secret", Tasks, ["secretsmanager:GetSecretValue"], "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html");

    /// <summary>The key of such a secret.</summary>
    public static ServiceCall EcsDecryptsSecret { get; } = new("ecs decrypts a secret", Tasks, ["kms:Decrypt"], "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html") { Via = "secretsmanager" };

    /// <summary>The agent reads a parameter for a container.</summary>
    public static ServiceCall EcsReadsParameter { get; } = new("ecs reads a parameter", Tasks, ["ssm:GetParameters"], "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html");

    /// <summary>The log driver writes a container's lines.</summary>
    public static ServiceCall EcsWritesLogs { get; } = new("ecs writes logs", Tasks, ["logs:CreateLogStream", "logs:PutLogEvents"], ExecutionRole);

    /// <summary>The log driver makes the log group (<c>awslogs-create-group</c>).</summary>
    public static ServiceCall EcsMakesLogGroup { get; } = new("ecs makes a log group", Tasks, ["logs:CreateLogGroup"], "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html");

    /// <summary>Lambda writes a function's lines.</summary>
    public static ServiceCall LambdaWritesLogs { get; } = new("lambda writes logs", "lambda.amazonaws.com", ["logs:CreateLogStream", "logs:PutLogEvents"], "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html");

    /// <summary>Lambda makes a function's log group.</summary>
    public static ServiceCall LambdaMakesLogGroup { get; } = new("lambda makes a log group", "lambda.amazonaws.com", ["logs:CreateLogGroup"], "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html");

    /// <summary>CodeDeploy makes a task set.</summary>
    public static ServiceCall CodeDeployCreatesTaskSet { get; } = new("codedeploy creates a task set", CodeDeploy, ["ecs:CreateTaskSet"], CodeDeployRole);

    /// <summary>CodeDeploy looks at the service.</summary>
    public static ServiceCall CodeDeployLooksAtService { get; } = new("codedeploy looks at the service", CodeDeploy, ["ecs:DescribeServices"], CodeDeployRole);

    /// <summary>CodeDeploy makes a task set the primary one.</summary>
    public static ServiceCall CodeDeploySetsPrimary { get; } = new("codedeploy sets the primary task set", CodeDeploy, ["ecs:UpdateServicePrimaryTaskSet"], CodeDeployRole);

    /// <summary>CodeDeploy removes a task set.</summary>
    public static ServiceCall CodeDeployDeletesTaskSet { get; } = new("codedeploy deletes a task set", CodeDeploy, ["ecs:DeleteTaskSet"], CodeDeployRole);

    /// <summary>CodeDeploy hands the task definition's roles on with a task set.</summary>
    public static ServiceCall CodeDeployPassesRoles { get; } = new("codedeploy passes the task's roles", CodeDeploy, ["iam:PassRole"], CodeDeployRole);

    /// <summary>CodeDeploy looks up listeners and target groups.</summary>
    public static ServiceCall CodeDeployLooksAtListeners { get; } =
        new("codedeploy looks at listeners", CodeDeploy, ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeListeners"], CodeDeployRole);

    /// <summary>CodeDeploy shifts traffic.</summary>
    public static ServiceCall CodeDeployShiftsTraffic { get; } = new("codedeploy shifts traffic", CodeDeploy, ["elasticloadbalancing:ModifyListener"], CodeDeployRole);

    /// <summary>CodeDeploy invokes a hook.</summary>
    public static ServiceCall CodeDeployInvokesHook { get; } = new("codedeploy invokes a hook", CodeDeploy, ["lambda:InvokeFunction"], CodeDeployRole);

    /// <summary>CodeDeploy watches alarms.</summary>
    public static ServiceCall CodeDeployWatchesAlarms { get; } = new("codedeploy watches alarms", CodeDeploy, ["cloudwatch:DescribeAlarms"], CodeDeployRole);

    /// <summary>Backup takes a snapshot of a database.</summary>
    public static ServiceCall BackupTakesSnapshot { get; } = new("backup takes a snapshot", Backup, ["rds:CreateDBSnapshot"], BackupRole);

    /// <summary>Backup looks at a database and its tags.</summary>
    public static ServiceCall BackupLooksAtDatabase { get; } = new("backup looks at a database", Backup, ["rds:DescribeDBInstances", "rds:ListTagsForResource"], BackupRole);

    /// <summary>Backup tags a snapshot.</summary>
    public static ServiceCall BackupTagsSnapshot { get; } = new("backup tags a snapshot", Backup, ["rds:AddTagsToResource"], BackupRole);

    /// <summary>Backup copies a recovery point into another vault.</summary>
    public static ServiceCall BackupCopiesIntoVault { get; } = new("backup copies into a vault", Backup, ["backup:CopyIntoBackupVault"], BackupRole);

    /// <summary>Backup copies a snapshot.</summary>
    public static ServiceCall BackupCopiesSnapshot { get; } = new("backup copies a snapshot", Backup, ["rds:CopyDBSnapshot"], BackupRole);

    /// <summary>Backup uses the key of what it copies from or to.</summary>
    public static ServiceCall BackupUsesKey { get; } = new("backup uses a key", Backup, ["kms:DescribeKey", "kms:CreateGrant"], BackupRole) { Via = "rds" };

    /// <summary>Backup restores a database.</summary>
    public static ServiceCall BackupRestoresDatabase { get; } = new("backup restores a database", Backup, ["rds:RestoreDBInstanceFromDBSnapshot"], RestoreRole);

    /// <summary>EventBridge publishes to a topic.</summary>
    public static ServiceCall EventsPublish { get; } = new("events publishes to a topic", "events.amazonaws.com", ["sns:Publish"], "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html");

    /// <summary>EventBridge encrypts for a topic: it does not say for which account.</summary>
    public static ServiceCall EventsEncrypt { get; } = new("events encrypts for a topic", "events.amazonaws.com", ["kms:GenerateDataKey", "kms:Decrypt"], TopicKeys) { NamesItsSource = false };

    /// <summary>RDS publishes an event.</summary>
    public static ServiceCall RdsPublishes { get; } = new("rds publishes an event", "events.rds.amazonaws.com", ["sns:Publish"], "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html");

    /// <summary>RDS encrypts for a topic.</summary>
    public static ServiceCall RdsEncrypts { get; } = new("rds encrypts for a topic", "events.rds.amazonaws.com", ["kms:GenerateDataKey", "kms:Decrypt"], TopicKeys);

    /// <summary>CloudWatch Logs uses the key of a log group.</summary>
    public static ServiceCall LogsUsesKey { get; } = new("logs uses the key of a log group", "logs", ["kms:Encrypt", "kms:GenerateDataKey", "kms:Decrypt"], "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html");
}
