using System.Globalization;
using Npgsql;

namespace Notejam.Sandbox.Tests.Rds;

[Trait("Suite", "wire")]
[Collection(DataSandboxCollection.Name)]
public class DatabaseTests(DataSandbox sandbox)
{
    private const string Password = "correct-horse-9";
    private const string Used = """print([q["Used"] for q in rds.describe_account_attributes()["AccountQuotas"] if q["AccountQuotaName"] == "DBInstances"][0])""";

    [Fact]
    public async Task A_snapshot_restores_the_rows_and_the_original_goes_on()
    {
        var port = await CreateAsync("notes");
        await ExecuteAsync(port, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        var restored = await sandbox.PythonAsync("""
            rds.create_db_snapshot(DBInstanceIdentifier="notes", DBSnapshotIdentifier="before")
            wait(lambda: rds.describe_db_snapshots(DBSnapshotIdentifier="before")["DBSnapshots"][0]["Status"])
            rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="copy", DBSnapshotIdentifier="before")
            wait(lambda: instance("copy")["DBInstanceStatus"])
            print(instance("copy")["Endpoint"]["Port"])
            """);
        await ExecuteAsync(port, "DELETE FROM note");

        Assert.Equal("kept", await ScalarAsync(Port(restored), "SELECT text FROM note"));
        Assert.Equal(0L, await ScalarAsync(port, "SELECT count(*) FROM note"));
    }

    [Fact]
    public async Task Quotas_count_what_is_there()
    {
        var before = await sandbox.PythonAsync(Used);
        await CreateAsync("counted");
        Assert.Equal((int.Parse(before, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture), await sandbox.PythonAsync(Used));
    }

    [Fact]
    public async Task Connections_are_encrypted_with_a_certificate_of_the_sandbox_and_refused_without()
    {
        var port = await CreateAsync("secure");

        Assert.Equal(true, await ScalarAsync(port, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
        await using var plain = new NpgsqlConnection(ConnectionString(port, SslMode.Disable));
        await Assert.ThrowsAsync<PostgresException>(() => plain.OpenAsync());
    }

    [Fact]
    public async Task A_parameter_group_may_allow_connections_without_TLS()
    {
        await sandbox.PythonAsync("""
            rds.create_db_parameter_group(DBParameterGroupName="plain", DBParameterGroupFamily="postgres16", Description="no TLS")
            rds.modify_db_parameter_group(DBParameterGroupName="plain", Parameters=[dict(ParameterName=n, ParameterValue=v, ApplyMethod="immediate")
              for n, v in (("rds.force_ssl", "0"), ("log_min_duration_statement", "1234"))])
            """);
        var port = await CreateAsync("open", """DBParameterGroupName="plain",""");

        await using var plain = new NpgsqlConnection(ConnectionString(port, SslMode.Disable));
        await plain.OpenAsync();
        Assert.Equal("1234ms", await ScalarAsync(port, "SHOW log_min_duration_statement"));
    }

    [Fact]
    public async Task Event_subscriptions_have_tags_like_everything_else()
    {
        var tags = await sandbox.PythonAsync("""
            topic = client("sns").create_topic(Name="alerts")["TopicArn"]
            made = rds.create_event_subscription(SubscriptionName="told", SnsTopicArn=topic,
                Tags=[dict(Key="Project", Value="notejam"), dict(Key="Old", Value="1")])["EventSubscription"]
            arn = made["EventSubscriptionArn"]
            rds.add_tags_to_resource(ResourceName=arn, Tags=[dict(Key="New", Value="2")])
            rds.remove_tags_from_resource(ResourceName=arn, TagKeys=["Old"])
            print(sorted(tag["Key"] + "=" + tag["Value"] for tag in rds.list_tags_for_resource(ResourceName=arn)["TagList"]))
            """);

        Assert.Equal("['New=2', 'Project=notejam']", tags);
    }

    [Fact]
    public async Task What_happens_to_a_database_is_published_to_the_topic_of_its_event_subscription()
    {
        var messages = await sandbox.PythonAsync("""
            sns, sqs = client("sns"), client("sqs")
            topic = sns.create_topic(Name="events")["TopicArn"]
            # "To grant Amazon RDS permissions to publish, attach a policy to the topic" (USER_Events.GrantingPermissions).
            sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "events.rds.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}]}))
            queue = sqs.create_queue(QueueName="events")["QueueUrl"]
            arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
            made = rds.create_event_subscription(SubscriptionName="creations", SnsTopicArn=topic, SourceType="db-instance", EventCategories=["creation"])["EventSubscription"]
            assert (made["Status"], made["Enabled"], made["EventCategoriesList"]) == ("active", True, ["creation"]), made
            rds.create_db_instance(DBInstanceIdentifier="announced", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, Engine="postgres",
                MasterUsername="notejam", MasterUserPassword="notejam-notejam")
            wait(lambda: instance("announced")["DBInstanceStatus"])
            def received():
                found = [json.loads(each["Body"]) for each in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])]
                return [(each["Event Source"], each["Source ID"], each["Event Message"]) for each in found if each["Source ID"] == "announced"]
            print(received() or received())
            """);

        Assert.Equal("[('db-instance', 'announced', 'DB instance created')]", messages);
    }

    [Theory]
    [InlineData("""SnsTopicArn="arn:aws:sns:eu-central-1:123456789012:nowhere" """, "SNSTopicArnNotFound")]
    [InlineData("""SnsTopicArn=topic, SourceIds=["x"]""", "InvalidParameterCombination")]
    [InlineData("""SnsTopicArn=topic, SourceType="db-instance", SourceIds=["nothing"]""", "SourceNotFound")]
    [InlineData("""SnsTopicArn=topic, SourceType="db-instance", EventCategories=["weather"]""", "SubscriptionCategoryNotFound")]
    public async Task An_event_subscription_that_RDS_refuses_is_refused_with_its_error(string arguments, string code)
    {
        // botocore rds CreateEventSubscription: its errors and their codes.
        var answer = await sandbox.PythonAsync($"""
            topic = client("sns").create_topic(Name="alerts")["TopicArn"]
            try:
                rds.create_event_subscription(SubscriptionName="refused", {arguments})
            except rds.exceptions.ClientError as error:
                print(error.response["Error"]["Code"])
            """);

        Assert.Equal(code, answer);
    }

    [Fact]
    public async Task The_master_user_may_make_roles_and_databases_but_is_no_superuser()
    {
        var port = await CreateAsync("roles");

        await ExecuteAsync(port, "CREATE ROLE reader; CREATE TABLE t (i int); GRANT SELECT ON t TO reader");
        Assert.Equal(false, await ScalarAsync(port, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(port, "COPY t FROM '/etc/passwd'"));
    }

    [Fact]
    public async Task A_managed_password_is_in_its_secret()
    {
        var answer = await sandbox.PythonAsync("""
            rds.create_db_instance(DBInstanceIdentifier="managed", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, Engine="postgres",
              MasterUsername="notejam", ManageMasterUserPassword=True, DBName="notejam")
            wait(lambda: instance("managed")["DBInstanceStatus"])
            secret = json.loads(secrets.get_secret_value(SecretId=instance("managed")["MasterUserSecret"]["SecretArn"])["SecretString"])
            print(instance("managed")["Endpoint"]["Port"], secret["password"])
            """);
        var (port, password) = (answer.Split(' ')[0], answer.Split(' ')[1]);

        Assert.Equal("notejam", await ScalarAsync(Port(port), "SELECT current_user::text", password));
    }

    [Fact]
    public async Task A_new_password_holds_and_the_old_one_does_not()
    {
        var port = await CreateAsync("rotated");
        await sandbox.PythonAsync("""
            rds.modify_db_instance(DBInstanceIdentifier="rotated", MasterUserPassword="another-horse-7", ApplyImmediately=True)
            wait(lambda: instance("rotated")["DBInstanceStatus"])
            """);

        Assert.Equal(1, await ScalarAsync(port, "SELECT 1", "another-horse-7"));
        await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(port, "SELECT 1"));
    }

    [Fact]
    public async Task A_protected_instance_stays_and_a_deleted_one_leaves_its_final_snapshot()
    {
        await CreateAsync("guarded", "DeletionProtection=True,");
        var answer = await sandbox.PythonAsync("""
            def delete(): rds.delete_db_instance(DBInstanceIdentifier="guarded", FinalDBSnapshotIdentifier="last")
            try: delete()
            except rds.exceptions.ClientError as error: print(error.response["Error"]["Code"])
            rds.modify_db_instance(DBInstanceIdentifier="guarded", DeletionProtection=False)
            wait(lambda: instance("guarded")["DBInstanceStatus"])
            delete()
            rds.get_waiter("db_instance_deleted").wait(DBInstanceIdentifier="guarded", WaiterConfig=dict(Delay=1, MaxAttempts=60))
            print(rds.describe_db_snapshots(DBSnapshotIdentifier="last")["DBSnapshots"][0]["Status"])
            """);

        Assert.Equal(["InvalidParameterCombination", "available"], answer.Split('\n'));
    }

    [Fact]
    public async Task A_protected_instance_whose_creation_failed_can_be_deleted_and_made_anew()
    {
        var answer = await sandbox.PythonAsync($"""
            def create(group): rds.create_db_instance(DBInstanceIdentifier="second-try", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, Engine="postgres", EngineVersion="16",
              MasterUsername="notejam", MasterUserPassword="{Password}", DeletionProtection=True, DBParameterGroupName=group)
            def settled():
                status = instance("second-try")["DBInstanceStatus"]
                return "settled" if status in ("available", "failed") else status
            rds.create_db_parameter_group(DBParameterGroupName="broken", DBParameterGroupFamily="postgres16", Description="does not start")
            rds.modify_db_parameter_group(DBParameterGroupName="broken", Parameters=[dict(ParameterName="max_connections", ParameterValue="nonsense", ApplyMethod="pending-reboot")])
            create("broken")
            wait(settled, "settled")
            print(instance("second-try")["DBInstanceStatus"])
            failure = rds.describe_events(SourceIdentifier="second-try", SourceType="db-instance", EventCategories=["failure"])["Events"]
            print(len(failure), "max_connections" in failure[0]["Message"])
            rds.delete_db_instance(DBInstanceIdentifier="second-try", FinalDBSnapshotIdentifier="none")
            rds.get_waiter("db_instance_deleted").wait(DBInstanceIdentifier="second-try", WaiterConfig=dict(Delay=1, MaxAttempts=60))
            create("default.postgres16")
            wait(settled, "settled")
            print(instance("second-try")["DBInstanceStatus"])
            try: rds.delete_db_instance(DBInstanceIdentifier="second-try", SkipFinalSnapshot=True)
            except rds.exceptions.ClientError as error: print(error.response["Error"]["Code"])
            print(*[event["EventCategories"][0] for event in rds.describe_events(SourceIdentifier="second-try", SourceType="db-instance")["Events"]])
            """);

        Assert.Equal(["failed", "1 True", "available", "InvalidParameterCombination", "failure deletion creation"], answer.Split('\n'));
    }

    [Fact]
    public async Task A_database_outlives_the_gateway()
    {
        var port = await CreateAsync("steady");
        await using var connection = new NpgsqlConnection(ConnectionString(port, SslMode.VerifyFull));
        await connection.OpenAsync();
        await sandbox.RestartAsync();

        await using var command = new NpgsqlCommand("SELECT 1", connection);
        Assert.Equal(1, await command.ExecuteScalarAsync());
        Assert.Equal("available", await sandbox.PythonAsync("""print(instance("steady")["DBInstanceStatus"])"""));
    }

    [Theory]
    [InlineData("""Engine="mysql", MasterUserPassword="correct-horse-9",""", "InvalidParameterValue")]
    [InlineData("""Engine="postgres", EngineVersion="9.6", MasterUserPassword="correct-horse-9",""", "InvalidParameterCombination")]
    [InlineData("""Engine="postgres", MasterUserPassword="short",""", "InvalidParameterValue")]
    [InlineData("""Engine="postgres", MasterUserPassword="correct-horse-9", DBSubnetGroupName="none",""", "DBSubnetGroupNotFoundFault")]
    [InlineData("""Engine="postgres", MasterUserPassword="correct-horse-9", DBParameterGroupName="none",""", "DBParameterGroupNotFound")]
    public async Task What_RDS_refuses_is_refused(string arguments, string code)
    {
        var answer = await sandbox.PythonAsync($"""
            try: rds.create_db_instance(DBInstanceIdentifier="bad", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, MasterUsername="notejam", {arguments})
            except rds.exceptions.ClientError as error: print(error.response["Error"]["Code"])
            """);

        Assert.Equal(code, answer);
    }

    private async Task<int> CreateAsync(string name, string arguments = "") => Port(await sandbox.PythonAsync($"""
        rds.create_db_instance(DBInstanceIdentifier="{name}", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, Engine="postgres", EngineVersion="16",
          MasterUsername="notejam", MasterUserPassword="{Password}", DBName="notejam", {arguments})
        wait(lambda: instance("{name}")["DBInstanceStatus"])
        print(instance("{name}")["Endpoint"]["Port"])
        """));

    private async Task ExecuteAsync(int port, string statements)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(port, SslMode.VerifyFull));
        await using var command = source.CreateCommand(statements);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(int port, string query, string password = Password)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(port, SslMode.VerifyFull, password));
        await using var command = source.CreateCommand(query);
        return await command.ExecuteScalarAsync();
    }

    // The address that containers use, which this machine has too.
    private string ConnectionString(int port, SslMode mode, string password = Password) => new NpgsqlConnectionStringBuilder
    {
        Host = sandbox.Options.NetworkGateway,
        Port = port,
        Database = "notejam",
        Username = "notejam",
        Password = password,
        SslMode = mode,
        RootCertificate = mode == SslMode.VerifyFull ? sandbox.AuthorityFile : null,
        Pooling = false,
    }.ConnectionString;

    private static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
