using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Backup;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class BackupWireTests(RunningSandbox sandbox)
{
    private const string Prologue = """
        backup, there = client('backup'), client('backup', 'eu-west-2')
        role = 'arn:aws:iam::123456789012:role/backup'
        def vault(name, **more): return backup.create_backup_vault(BackupVaultName=name, **more)['BackupVaultArn']
        def plan(name, **rule): return dict(BackupPlanName=name, Rules=[dict(dict(RuleName='daily', TargetBackupVaultName='kept'), **rule)])

        """;

    [Fact]
    public async Task A_vault_reads_back_and_belongs_to_one_region()
    {
        var seen = await RunAsync("""
            arn = vault('readback', BackupVaultTags={'a': '1'})
            backup.tag_resource(ResourceArn=arn, Tags={'b': '2'})
            backup.untag_resource(ResourceArn=arn, TagKeyList=['a'])
            shown = backup.describe_backup_vault(BackupVaultName='readback')
            key = client('kms').describe_key(KeyId=shown['EncryptionKeyArn'])['KeyMetadata']['KeyState']
            twice = error(lambda: vault('readback'))
            absent = error(lambda: there.describe_backup_vault(BackupVaultName='readback'))
            vault('readback2')
            pages = [len(p['BackupVaultList']) for p in backup.get_paginator('list_backup_vaults').paginate(PaginationConfig={'PageSize': 1})]
            tags = backup.list_tags(ResourceArn=arn)['Tags']
            for name in ('readback', 'readback2'): backup.delete_backup_vault(BackupVaultName=name)
            gone = [error(lambda: backup.delete_backup_vault(BackupVaultName='readback'))[1], error(lambda: backup.list_tags(ResourceArn=arn))[1]]
            print(json.dumps([arn, key, shown['NumberOfRecoveryPoints'], shown['Locked'], twice[1], absent[1], len(pages) >= 2, set(pages) == {1}, tags, gone]))
            """);

        Assert.Equal(
            """["arn:aws:backup:eu-central-1:123456789012:backup-vault:readback","Enabled",0,false,"AlreadyExistsException","ResourceNotFoundException",true,true,{"b":"2"},["ResourceNotFoundException","ResourceNotFoundException"]]""",
            seen);
    }

    [Fact]
    public async Task Policy_lock_and_notifications_of_a_vault_read_back_until_they_are_removed()
    {
        var seen = await RunAsync("""
            vault('guarded')
            name = dict(BackupVaultName='guarded')
            policy = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Principal': '*', 'Action': 'backup:DeleteRecoveryPoint', 'Resource': '*'}]})
            before = [error(lambda: backup.get_backup_vault_access_policy(**name))[1], error(lambda: backup.get_backup_vault_notifications(**name))[1]]
            backup.put_backup_vault_access_policy(Policy=policy, **name)
            backup.put_backup_vault_notifications(SNSTopicArn='arn:aws:sns:eu-central-1:123456789012:backups', BackupVaultEvents=['BACKUP_JOB_FAILED', 'COPY_JOB_FAILED'], **name)
            backup.put_backup_vault_lock_configuration(MinRetentionDays=7, MaxRetentionDays=35, ChangeableForDays=3, **name)
            shown = backup.describe_backup_vault(**name)
            kept = [backup.get_backup_vault_access_policy(**name)['Policy'] == policy, backup.get_backup_vault_notifications(**name)['BackupVaultEvents'],
                shown['Locked'], shown['MinRetentionDays'], shown['MaxRetentionDays'], 'LockDate' in shown]
            refused = [error(lambda: backup.put_backup_vault_lock_configuration(MinRetentionDays=8, MaxRetentionDays=7, **name))[1],
                error(lambda: backup.put_backup_vault_lock_configuration(ChangeableForDays=2, **name))[1],
                error(lambda: backup.put_backup_vault_access_policy(Policy='{', **name))[1],
                error(lambda: backup.put_backup_vault_notifications(SNSTopicArn='arn:aws:sns:eu-central-1:123456789012:t', BackupVaultEvents=['NEVER'], **name))[1]]
            backup.delete_backup_vault_access_policy(**name)
            backup.delete_backup_vault_notifications(**name)
            backup.delete_backup_vault_lock_configuration(**name)
            after = [error(lambda: backup.get_backup_vault_access_policy(**name))[1], error(lambda: backup.get_backup_vault_notifications(**name))[1], backup.describe_backup_vault(**name)['Locked']]
            backup.delete_backup_vault(**name)
            print(json.dumps([before, kept, sorted(set(refused)), after]))
            """);

        Assert.Equal(
            """[["ResourceNotFoundException","ResourceNotFoundException"],[true,["BACKUP_JOB_FAILED","COPY_JOB_FAILED"],true,7,35,true],["InvalidParameterValueException"],["ResourceNotFoundException","ResourceNotFoundException",false]]""",
            seen);
    }

    [Fact]
    public async Task A_plan_has_versions_and_goes_after_its_selections()
    {
        var seen = await RunAsync("""
            given = plan('versions', ScheduleExpression='cron(0 3 * * ? *)', Lifecycle=dict(DeleteAfterDays=35),
                CopyActions=[dict(DestinationBackupVaultArn='arn:aws:backup:eu-west-2:123456789012:backup-vault:kept', Lifecycle=dict(DeleteAfterDays=35))])
            made = backup.create_backup_plan(BackupPlan=given, BackupPlanTags={'a': '1'})
            id = made['BackupPlanId']
            twice = error(lambda: backup.create_backup_plan(BackupPlan=given))
            first = backup.get_backup_plan(BackupPlanId=id)['BackupPlan']['Rules'][0]
            given['Rules'][0]['StartWindowMinutes'] = 120
            backup.update_backup_plan(BackupPlanId=id, BackupPlan=given)
            now = backup.get_backup_plan(BackupPlanId=id)['BackupPlan']['Rules'][0]
            old = backup.get_backup_plan(BackupPlanId=id, VersionId=made['VersionId'])['BackupPlan']['Rules'][0]
            versions = len(backup.list_backup_plan_versions(BackupPlanId=id)['BackupPlanVersionsList'])
            selection = dict(SelectionName='databases', IamRoleArn=role, ListOfTags=[dict(ConditionType='STRINGEQUALS', ConditionKey='backup', ConditionValue='daily')])
            selected = backup.create_backup_selection(BackupPlanId=id, BackupSelection=selection)['SelectionId']
            same = backup.get_backup_selection(BackupPlanId=id, SelectionId=selected)['BackupSelection'] == selection
            names = [s['SelectionName'] for s in backup.list_backup_selections(BackupPlanId=id)['BackupSelectionsList']]
            again = error(lambda: backup.create_backup_selection(BackupPlanId=id, BackupSelection=selection))
            early = error(lambda: backup.delete_backup_plan(BackupPlanId=id))
            backup.delete_backup_selection(BackupPlanId=id, SelectionId=selected)
            tags = backup.list_tags(ResourceArn=made['BackupPlanArn'])['Tags']
            backup.delete_backup_plan(BackupPlanId=id)
            listed = [p['BackupPlanId'] for p in backup.list_backup_plans()['BackupPlansList']], [p['BackupPlanId'] for p in backup.list_backup_plans(IncludeDeleted=True)['BackupPlansList']]
            gone = [error(lambda: backup.get_backup_selection(BackupPlanId=id, SelectionId=selected))[1], error(lambda: backup.delete_backup_plan(BackupPlanId=id))[1], 'DeletionDate' in backup.get_backup_plan(BackupPlanId=id)]
            print(json.dumps([twice[1], first['StartWindowMinutes'], first['CopyActions'] == given['Rules'][0]['CopyActions'], now['StartWindowMinutes'], now['RuleId'] == first['RuleId'],
                old == first, versions, same, names, again[1], early[1:], tags, id in listed[0], id in listed[1], gone]))
            """);

        Assert.Equal(
            """["AlreadyExistsException",480,true,120,true,true,2,true,["databases"],"AlreadyExistsException",["InvalidRequestException","Related backup plan selections must be deleted prior to backup plan deletion"],{"a":"1"},false,true,["ResourceNotFoundException","ResourceNotFoundException",true]]""",
            seen);
    }

    [Theory]
    [InlineData("Lifecycle=dict(MoveToColdStorageAfterDays=30, DeleteAfterDays=119)", "DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays")]
    [InlineData("ScheduleExpression='cron(0 3 * *)'", "Invalid schedule cron(0 3 * *)")]
    [InlineData("StartWindowMinutes=30", "The start window must be at least 60 minutes.")]
    [InlineData("StartWindowMinutes=60, CompletionWindowMinutes=100", "The completion window must be at least 60 minutes longer")]
    [InlineData("EnableContinuousBackup=True, Lifecycle=dict(DeleteAfterDays=36)", "Continuous backups must be deleted after 1 to 35 days")]
    [InlineData("CopyActions=[dict(DestinationBackupVaultArn='kept')]", "Invalid vault ARN kept.")]
    public async Task A_plan_that_makes_no_sense_is_refused(string rule, string message)
    {
        var seen = await RunAsync($"print(json.dumps(error(lambda: backup.create_backup_plan(BackupPlan=plan('bad', {rule})))[1:]))");

        Assert.StartsWith("[\"InvalidParameterValueException\"", seen, StringComparison.Ordinal);
        Assert.Contains(message, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_the_regions_and_the_accounts()
    {
        var seen = await RunAsync("""
            optin = lambda c: c.describe_region_settings()['ResourceTypeOptInPreference']
            backup.update_region_settings(ResourceTypeOptInPreference={'EC2': False})
            result = [optin(backup)['EC2'], optin(backup)['RDS'], optin(there)['EC2'], error(lambda: backup.update_region_settings(ResourceTypeOptInPreference={'Toaster': True}))[1]]
            backup.update_region_settings(ResourceTypeOptInPreference={'EC2': True})
            backup.update_global_settings(GlobalSettings={'isCrossAccountBackupEnabled': 'true'})
            result += [there.describe_global_settings()['GlobalSettings']]
            backup.update_global_settings(GlobalSettings={'isCrossAccountBackupEnabled': 'false'})
            print(json.dumps(result))
            """);

        Assert.Equal("""[false,true,true,"InvalidParameterValueException",{"isCrossAccountBackupEnabled":"true"}]""", seen);
    }

    [Fact]
    public async Task Terraform_applies_changes_and_destroys_backups_of_two_regions()
    {
        using var project = await TerraformProject.CreateAsync(sandbox, """
            variable "days" { default = 35 }

            locals {
              role = "arn:aws:iam::123456789012:role/backup"
            }

            resource "aws_kms_key" "backups" {
              enable_key_rotation = false
            }

            resource "aws_sns_topic" "backups" {
              name = "backups"
            }

            resource "aws_backup_vault" "here" {
              name        = "terraform"
              kms_key_arn = aws_kms_key.backups.arn
              tags        = { Days = var.days }
            }

            resource "aws_backup_vault" "there" {
              provider = aws.recovery
              name     = "terraform"
            }

            resource "aws_backup_vault_policy" "here" {
              backup_vault_name = aws_backup_vault.here.name
              policy = jsonencode({
                Version = "2012-10-17"
                Statement = [{
                  Sid       = "Keep${var.days}"
                  Effect    = "Deny"
                  Principal = "*"
                  Action    = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
                  Resource  = "*"
                }]
              })
            }

            resource "aws_backup_vault_lock_configuration" "governance" {
              backup_vault_name  = aws_backup_vault.here.name
              min_retention_days = 7
              max_retention_days = var.days
            }

            resource "aws_backup_vault_lock_configuration" "compliance" {
              provider            = aws.recovery
              backup_vault_name   = aws_backup_vault.there.name
              min_retention_days  = 7
              changeable_for_days = 3
            }

            resource "aws_backup_vault_notifications" "here" {
              backup_vault_name   = aws_backup_vault.here.name
              sns_topic_arn       = aws_sns_topic.backups.arn
              backup_vault_events = ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"]
            }

            resource "aws_backup_plan" "this" {
              name = "terraform"
              tags = { Days = var.days }

              rule {
                rule_name                = "daily"
                target_vault_name        = aws_backup_vault.here.name
                schedule                 = "cron(0 3 * * ? *)"
                start_window             = 60
                completion_window        = 180
                enable_continuous_backup = true
                recovery_point_tags      = { Rule = "daily" }

                lifecycle {
                  delete_after = var.days
                }

                copy_action {
                  destination_vault_arn = aws_backup_vault.there.arn

                  lifecycle {
                    delete_after = var.days
                  }
                }
              }

              rule {
                rule_name         = "monthly"
                target_vault_name = aws_backup_vault.here.name
                schedule          = "cron(0 4 1 * ? *)"

                lifecycle {
                  cold_storage_after = 30
                  delete_after       = 365
                }
              }
            }

            resource "aws_backup_selection" "tagged" {
              name         = "tagged"
              plan_id      = aws_backup_plan.this.id
              iam_role_arn = local.role

              selection_tag {
                type  = "STRINGEQUALS"
                key   = "backup"
                value = "daily"
              }
            }

            resource "aws_backup_selection" "named" {
              name          = "named"
              plan_id       = aws_backup_plan.this.id
              iam_role_arn  = local.role
              resources     = ["arn:aws:rds:eu-central-1:123456789012:db:notejam"]
              not_resources = ["arn:aws:rds:eu-central-1:123456789012:db:scratch"]

              condition {
                string_equals {
                  key   = "aws:ResourceTag/backup"
                  value = "daily"
                }
              }
            }

            resource "aws_backup_region_settings" "this" {
              resource_type_opt_in_preference = {
                for type in [
                  "Aurora", "CloudFormation", "DSQL", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "EKS", "FSx", "Neptune", "RDS", "Redshift",
                  "Redshift Serverless", "S3", "SAP HANA on Amazon EC2", "Storage Gateway", "Timestream", "VirtualMachine",
                ] : type => contains(["RDS", "S3"], type)
              }
            }

            resource "aws_backup_global_settings" "this" {
              global_settings = { isCrossAccountBackupEnabled = "false" }
            }

            resource "aws_backup_restore_testing_plan" "this" {
              name                = "terraform"
              schedule_expression = "cron(0 12 ? * SUN *)"
              start_window_hours  = 4

              recovery_point_selection {
                algorithm             = "LATEST_WITHIN_WINDOW"
                include_vaults        = [aws_backup_vault.here.arn]
                recovery_point_types  = ["CONTINUOUS", "SNAPSHOT"]
                selection_window_days = var.days - 28
              }
            }

            resource "aws_backup_restore_testing_selection" "this" {
              name                      = "databases"
              restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
              protected_resource_type   = "RDS"
              iam_role_arn              = local.role
              protected_resource_arns   = ["*"]
              validation_window_hours   = 2
            }
            """);

        await project.ApplyAsync();
        await project.ApplyAsync("days=30");
        await project.DestroyAsync();

        Assert.Equal("[[],[]]", await RunAsync("""
            names = lambda c: [v['BackupVaultName'] for v in c.list_backup_vaults()['BackupVaultList'] if v['BackupVaultName'] == 'terraform']
            print(json.dumps([names(backup), names(there)]))
            """));
    }

    private async Task<string> RunAsync(string script) =>
        (await sandbox.Boto3.RunAsync(Prologue + script)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
