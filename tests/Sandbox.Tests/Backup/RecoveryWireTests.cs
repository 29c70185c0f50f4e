using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Tests.Rds;
using Npgsql;

namespace Notejam.Sandbox.Tests.Backup;

/// <summary>Backups with real data: rows written before are read in the other region, from a server restored there.</summary>
[Trait("Suite", "wire")]
[Collection(DataSandboxCollection.Name)]
public sealed class RecoveryWireTests(DataSandbox sandbox)
{
    private const string Prologue = """
        def region(name): return dict(options, region_name=name)
        here, there = [{s: boto3.client(s, **region(r)) for s in ("backup", "rds", "kms")} for r in ("eu-central-1", "eu-west-2")]
        def key(at, name): return at["kms"].create_key(Description=name)["KeyMetadata"]["Arn"]
        def vault(at, name):
            arn = key(at, name)
            return at["backup"].create_backup_vault(BackupVaultName=name, EncryptionKeyArn=arn)["BackupVaultArn"], arn
        def database(name, password="correct-horse-9"):
            arn = key(here, name)
            here["rds"].create_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.t4g.micro", Engine="postgres", AllocatedStorage=20,
                MasterUsername="notejam", MasterUserPassword=password, DBName="notejam", StorageEncrypted=True, KmsKeyId=arn)
            wait(lambda: instance(name)["DBInstanceStatus"])
            return instance(name), arn
        role = "arn:aws:iam::123456789012:role/backup"
        def backup(name, vault_name):
            job = here["backup"].start_backup_job(BackupVaultName=vault_name, ResourceArn=instance(name)["DBInstanceArn"], IamRoleArn=role, Lifecycle=dict(DeleteAfterDays=35))
            # botocore: "only returned for Amazon EFS and Advanced DynamoDB resources".
            assert "RecoveryPointArn" not in job, job
            for _ in range(600):
                seen = here["backup"].describe_backup_job(BackupJobId=job["BackupJobId"])
                if seen["State"] in ("COMPLETED", "FAILED", "EXPIRED", "ABORTED", "PARTIAL"): return seen
                time.sleep(0.1)
        def copy(point, source, destination):
            id = here["backup"].start_copy_job(RecoveryPointArn=point, SourceBackupVaultName=source, DestinationBackupVaultArn=destination, IamRoleArn=role)["CopyJobId"]
            for _ in range(600):
                seen = here["backup"].describe_copy_job(CopyJobId=id)["CopyJob"]
                if seen["State"] in ("COMPLETED", "FAILED", "PARTIAL"): return seen
                time.sleep(0.1)
        def restore(at, point, metadata, token):
            id = at["backup"].start_restore_job(RecoveryPointArn=point, Metadata=metadata, IamRoleArn=role, IdempotencyToken=token)["RestoreJobId"]
            for _ in range(900):
                seen = at["backup"].describe_restore_job(RestoreJobId=id)
                if seen["Status"] in ("COMPLETED", "FAILED", "ABORTED"): return seen
                time.sleep(0.1)

        """;

    [Fact]
    public async Task A_copy_in_the_other_region_restores_there_with_its_rows_its_key_and_its_old_password()
    {
        var port = await RunAsync("""
            made, _ = database("homeland")
            print(json.dumps(made["Endpoint"]["Port"]))
            """);
        await ExecuteAsync(int.Parse(port, CultureInfo.InvariantCulture), "correct-horse-9", "CREATE TABLE note (text text); INSERT INTO note VALUES ('carried')");

        var seen = await RunAsync("""
            vault(here, "homeland"); destination, dr_key = vault(there, "homeland-dr")
            job = backup("homeland", "homeland")
            done = copy(job["RecoveryPointArn"], "homeland", destination)
            here["rds"].modify_db_instance(DBInstanceIdentifier="homeland", MasterUserPassword="changed-since-then", ApplyImmediately=True)
            wait(lambda: instance("homeland")["DBInstanceStatus"])
            point = there["backup"].list_recovery_points_by_backup_vault(BackupVaultName="homeland-dr")["RecoveryPoints"][0]
            shot = there["rds"].describe_db_snapshots(SnapshotType="awsbackup", DBInstanceIdentifier="homeland")["DBSnapshots"][0]
            metadata = there["backup"].get_recovery_point_restore_metadata(BackupVaultName="homeland-dr", RecoveryPointArn=point["RecoveryPointArn"])["RestoreMetadata"]
            metadata = {k: v for k, v in metadata.items() if k not in ("AvailabilityZone", "Port")} | dict(DBInstanceIdentifier="abroad")
            restored = restore(there, point["RecoveryPointArn"], metadata, "drill-1")
            again = restore(there, point["RecoveryPointArn"], metadata, "drill-1")
            new = there["rds"].describe_db_instances(DBInstanceIdentifier="abroad")["DBInstances"][0]
            print(json.dumps(dict(
                backup=job["State"], told=job["BackupSizeInBytes"], copied=done["State"], destination=done["DestinationRecoveryPointArn"] == point["RecoveryPointArn"] == shot["DBSnapshotArn"],
                form=point["RecoveryPointArn"].startswith("arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-"), key=point["EncryptionKeyArn"] == dr_key == shot["KmsKeyId"] == new["KmsKeyId"],
                original=shot["OriginalSnapshotCreateTime"] < shot["SnapshotCreateTime"], age=shot["SnapshotDatabaseTime"] <= shot["OriginalSnapshotCreateTime"],
                hidden=there["rds"].describe_db_snapshots()["DBSnapshots"], size=point["BackupSizeInBytes"] > 1000000,
                restored=restored["Status"], arn=restored["CreatedResourceArn"], same=again["RestoreJobId"] == restored["RestoreJobId"],
                protected=there["backup"].list_protected_resources()["Results"][0]["ResourceName"], port=new["Endpoint"]["Port"])))
            """);

        Assert.Equal(
            """{"backup":"COMPLETED","told":0,"copied":"COMPLETED","destination":true,"form":true,"key":true,"original":true,"age":true,"hidden":[],"size":true,"restored":"COMPLETED","arn":"arn:aws:rds:eu-west-2:123456789012:db:abroad","same":true,"protected":"homeland"}""",
            Without(seen, "port", out var restored));
        Assert.Equal("carried", await ScalarAsync(restored, "correct-horse-9", "SELECT text FROM note"));
    }

    [Fact]
    public async Task A_disabled_key_fails_backup_copy_and_restore_each_with_its_cause()
    {
        var seen = await RunAsync("""
            made, db_key = database("locked")
            vault(here, "locked"); destination, dr_key = vault(there, "locked-dr")
            good = backup("locked", "locked")
            here["kms"].disable_key(KeyId=db_key.split("/")[1])
            bad = backup("locked", "locked")
            no_copy = copy(good["RecoveryPointArn"], "locked", destination)
            no_restore = restore(here, good["RecoveryPointArn"], dict(DBInstanceIdentifier="locked-2", DBInstanceClass="db.t4g.micro"), "t")
            here["kms"].enable_key(KeyId=db_key.split("/")[1])
            there["kms"].disable_key(KeyId=dr_key.split("/")[1])
            no_copy_there = copy(good["RecoveryPointArn"], "locked", destination)
            print(json.dumps([good["State"], bad["State"], no_copy["State"], no_restore["Status"], no_copy_there["State"],
                all("KMS key" in s["StatusMessage"] for s in (bad, no_copy, no_restore, no_copy_there)),
                len(here["backup"].list_recovery_points_by_backup_vault(BackupVaultName="locked")["RecoveryPoints"]),
                there["backup"].list_recovery_points_by_backup_vault(BackupVaultName="locked-dr")["RecoveryPoints"]]))
            """);

        Assert.Equal("""["COMPLETED","FAILED","FAILED","FAILED","FAILED",true,1,[]]""", seen);
    }

    [Fact]
    public async Task Names_that_are_taken_or_absent_fail_the_restore_and_a_recovery_point_goes_with_its_data()
    {
        var seen = await RunAsync("""
            database("taken")
            vault(here, "taken")
            point = backup("taken", "taken")["RecoveryPointArn"]
            twice = restore(here, point, dict(DBInstanceIdentifier="taken", DBInstanceClass="db.t4g.micro"), "a")
            nowhere = restore(here, point, dict(DBInstanceIdentifier="taken-2", DBInstanceClass="db.t4g.micro", DBSubnetGroupName="none"), "b")
            def refused(call):
                try: call()
                except Exception as error: return error.response["Error"]["Code"]
            owned = refused(lambda: here["rds"].delete_db_snapshot(DBSnapshotIdentifier=point.split("snapshot:")[1]))
            here["backup"].delete_recovery_point(BackupVaultName="taken", RecoveryPointArn=point)
            states = set()
            for _ in range(300):
                left = here["backup"].list_recovery_points_by_backup_vault(BackupVaultName="taken")["RecoveryPoints"]
                if not left: break
                states |= {p["Status"] for p in left}
                time.sleep(0.1)
            left = here["rds"].describe_db_snapshots(SnapshotType="awsbackup", DBInstanceIdentifier="taken")["DBSnapshots"]
            here["backup"].delete_backup_vault(BackupVaultName="taken")
            print(json.dumps([twice["StatusMessage"], nowhere["StatusMessage"].replace("'", ""), owned, sorted(states), left]))
            """);

        Assert.Equal("""["DB instance already exists","DB subnet group none does not exist.","InvalidDBSnapshotState",["DELETING"],[]]""", seen);
    }

    [Fact]
    public async Task A_database_that_is_loaded_lazily_lets_nobody_read_what_has_not_come_yet()
    {
        var port = int.Parse(await RunAsync("""
            made, _ = database("lazy")
            print(json.dumps(made["Endpoint"]["Port"]))
            """), CultureInfo.InvariantCulture);
        await ExecuteAsync(port, "correct-horse-9", "CREATE TABLE note AS SELECT repeat(md5(i::text), 4) AS text FROM generate_series(1, 200000) i");
        await RunAsync("""
            here["rds"].create_db_snapshot(DBInstanceIdentifier="lazy", DBSnapshotIdentifier="lazy")
            wait(lambda: here["rds"].describe_db_snapshots(DBSnapshotIdentifier="lazy")["DBSnapshots"][0]["Status"])
            print("true")
            """);
        var eager = await RestoreAsync("lazy", "lazy-eager");
        var fault = sandbox.Faults.Add(new Fault { Kind = FaultKind.LazyLoading, Region = "eu-central-1", LatencyMs = 25_000, Count = 1 });
        try
        {
            var lazy = await RestoreAsync("lazy", "lazy-restored");
            Assert.Equal(1, sandbox.Loaded(eager));
            Assert.True(sandbox.Loaded(lazy) < 1, "loaded at once");
            var volume = sandbox.VolumeOf(lazy);

            await using var source = NpgsqlDataSource.Create(ConnectionString(lazy, "correct-horse-9"));
            await using var connection = await source.OpenConnectionAsync();
            await using var scan = new NpgsqlCommand("SELECT pg_relation_size('note') + 0 * count(text) FROM note", connection);
            var table = (long)(await scan.ExecuteScalarAsync())!;
            // What was read too early is waited for by what comes next.
            await using var next = new NpgsqlCommand("SELECT pg_sleep(0.5)", connection);
            await next.ExecuteNonQueryAsync();
            Assert.True(sandbox.Loaded(lazy) * volume >= 0.9 * table, $"{table} bytes were read when {sandbox.Loaded(lazy):P0} of {volume} had come");

            while (sandbox.Loaded(lazy) < 1) await next.ExecuteNonQueryAsync();
            Assert.Equal(200_000L, await ScalarAsync(lazy, "correct-horse-9", "SELECT count(*) FROM note"));
        }
        finally
        {
            sandbox.Faults.Remove(fault.Id);
        }
    }

    [Fact]
    public async Task A_database_that_is_still_loaded_can_be_deleted()
    {
        sandbox.Faults.Add(new Fault { Kind = FaultKind.LazyLoading, Region = "eu-central-1", LatencyMs = 3_600_000, Count = 1 });
        var left = await RunAsync("""
            database("hurried")
            vault(here, "hurried")
            job = backup("hurried", "hurried")
            restored = restore(here, job["RecoveryPointArn"], dict(DBInstanceIdentifier="hurried-2", DBInstanceClass="db.t4g.micro"), "h")
            here["rds"].delete_db_instance(DBInstanceIdentifier="hurried-2", SkipFinalSnapshot=True)
            for _ in range(300):
                names = [i["DBInstanceIdentifier"] for i in here["rds"].describe_db_instances()["DBInstances"]]
                if "hurried-2" not in names: break
                time.sleep(0.1)
            print(json.dumps([restored["Status"], "hurried-2" in names]))
            """);

        Assert.Equal("""["COMPLETED",false]""", left);
    }

    /// <summary>Restores a snapshot into a new instance.</summary>
    /// <returns>Its port.</returns>
    private async Task<int> RestoreAsync(string snapshot, string name) => int.Parse(await RunAsync($"""
        here["rds"].restore_db_instance_from_db_snapshot(DBInstanceIdentifier="{name}", DBSnapshotIdentifier="{snapshot}", DBInstanceClass="db.t4g.micro")
        wait(lambda: instance("{name}")["DBInstanceStatus"])
        print(json.dumps(instance("{name}")["Endpoint"]["Port"]))
        """), CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(string script) => JsonNode.Parse(await sandbox.PythonAsync(Prologue + script))!.ToJsonString();

    private static string Without(string json, string name, out int number)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        number = node[name]!.GetValue<int>();
        node.Remove(name);
        return node.ToJsonString();
    }

    private static async Task ExecuteAsync(int port, string password, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(port, password));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(int port, string password, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(port, password));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static string ConnectionString(int port, string password) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "notejam", Password = password, Database = "notejam", SslMode = SslMode.Require, Pooling = false }.ConnectionString;
}
