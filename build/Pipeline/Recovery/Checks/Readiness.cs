using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Checks;

/// <summary>
/// Whether the disaster-recovery region has what a restore needs besides the data. Changes nothing, and asks nothing of the
/// primary region. IAM is of no region, but is served from one that may be lost: that it does not answer stops nobody.
/// </summary>
internal sealed class Readiness(IAmazonRDS rds, IAmazonElasticLoadBalancingV2 loadBalancing, IAmazonSecretsManager secrets, IAmazonIdentityManagementService identity)
{
    private const string BackupService = "backup.amazonaws.com";
    private const int LeastZones = 2;

    /// <summary>Looks.</summary>
    public async Task<StepEnd<bool>> RunAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        var checks = await Task.WhenAll([
            SubnetsAsync(standing, cancellationToken), EngineAsync(standing, cancellationToken), DatabasesAsync(standing, cancellationToken), BalancersAsync(standing, cancellationToken),
            RestoreRoleAsync(standing.RestoreRoleArn, cancellationToken),
            .. standing.SecretNames.Where(secret => secret.Key != "cache").Select(secret => SecretAsync(secret.Value, cancellationToken))]);
        var bad = checks.Count(check => check.Outcome == CheckOutcome.NG);
        return new StepEnd<bool>(bad == 0, bad == 0 ? $"{checks.Length} checks of {standing.Region} are well" : $"{bad} of {checks.Length} checks of {standing.Region} found something", checks);
    }

    private async Task<CheckResult> SubnetsAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        const string Name = "subnet group";
        const string Remedy = "./build.sh Apply with the primary region, while it lives: infra/stacks/recovery makes it.";
        try
        {
            var group = (await rds.DescribeDBSubnetGroupsAsync(new DescribeDBSubnetGroupsRequest { DBSubnetGroupName = standing.DatabaseSubnetGroupName }, cancellationToken)).DBSubnetGroups.Single();
            var zones = (group.Subnets ?? []).Where(subnet => subnet.SubnetStatus == "Active").Select(subnet => subnet.SubnetAvailabilityZone?.Name).Distinct().Count();
            return zones >= LeastZones
                ? CheckResult.Ok(Name, $"{standing.DatabaseSubnetGroupName} has subnets in {zones} zones")
                : CheckResult.Bad(Name, $"{standing.DatabaseSubnetGroupName} has active subnets in {zones} zones; RDS needs {LeastZones}", Remedy);
        }
        catch (DBSubnetGroupNotFoundException exception)
        {
            return CheckResult.Bad(Name, exception.Message, Remedy);
        }
    }

    private async Task<CheckResult> EngineAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        const string Name = "engine and size";
        var (version, size) = (standing.DatabaseEngineVersion, standing.DatabaseInstanceClass);
        var versions = (await rds.DescribeDBEngineVersionsAsync(new DescribeDBEngineVersionsRequest { Engine = "postgres", EngineVersion = version }, cancellationToken)).DBEngineVersions ?? [];
        if (!versions.Any(found => found.Status is null or "available"))
            return CheckResult.Bad(Name, $"RDS offers no PostgreSQL {version} any more", "Upgrade the database, here and in the primary region: what was backed up can no longer be restored as it is.");
        foreach (var found in versions)
        {
            var options = (await rds.DescribeOrderableDBInstanceOptionsAsync(new DescribeOrderableDBInstanceOptionsRequest { Engine = "postgres", EngineVersion = found.EngineVersion, DBInstanceClass = size, Vpc = true }, cancellationToken)).OrderableDBInstanceOptions;
            if (options is { Count: > 0 }) return CheckResult.Ok(Name, $"PostgreSQL {found.EngineVersion} can be ordered as {size} in {(options[0].AvailabilityZones ?? []).Count} zones");
        }

        return CheckResult.Bad(Name, $"{size} cannot be ordered with PostgreSQL {version} in {standing.Region}", "Set database_instance_class of infra/stacks/recovery to one that can.");
    }

    private async Task<CheckResult> DatabasesAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        var quotas = (await rds.DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest(), cancellationToken)).AccountQuotas ?? [];
        return Quota("quota of databases", quotas.FirstOrDefault(quota => quota.AccountQuotaName == "DBInstances") is { Used: { } used, Max: { } most } ? (used, most) : null, "DB instances", standing);
    }

    private async Task<CheckResult> BalancersAsync(RecoveryOutputs standing, CancellationToken cancellationToken)
    {
        var limits = (await loadBalancing.DescribeAccountLimitsAsync(new DescribeAccountLimitsRequest(), cancellationToken)).Limits ?? [];
        var used = 0L;
        await foreach (var _ in loadBalancing.Paginators.DescribeLoadBalancers(new DescribeLoadBalancersRequest()).LoadBalancers.WithCancellation(cancellationToken)) used++;
        return Quota("quota of load balancers", long.TryParse(limits.FirstOrDefault(limit => limit.Name == "application-load-balancers")?.Max, CultureInfo.InvariantCulture, out var most) ? (used, most) : null, "application load balancers", standing);
    }

    private static CheckResult Quota(string name, (long Used, long Most)? quota, string what, RecoveryOutputs standing) => quota switch
    {
        null => CheckResult.Warn(name, $"{standing.Region} tells no quota of {what}", "Look at it in Service Quotas: one more is needed."),
        var (used, most) when used < most => CheckResult.Ok(name, $"{used} of {most} {what} are in use, one more is needed"),
        var (used, most) => CheckResult.Bad(name, $"{used} of {most} {what} are in use in {standing.Region}, and one more is needed", "Have the quota raised in Service Quotas, or remove what is not needed there."),
    };

    private async Task<CheckResult> RestoreRoleAsync(string arn, CancellationToken cancellationToken)
    {
        const string Name = "restore role";
        // A role's path is part of its ARN, and not of its name.
        var role = arn[(arn.LastIndexOf('/') + 1)..];
        try
        {
            var found = (await identity.GetRoleAsync(new GetRoleRequest { RoleName = role }, cancellationToken)).Role;
            return RoleTrust.Trusts(found.AssumeRolePolicyDocument, BackupService)
                ? CheckResult.Ok(Name, $"{role} lets {BackupService} assume it")
                : CheckResult.Bad(Name, $"the trust policy of {role} does not let {BackupService} assume it", "Give it that of infra/modules/backup again, whatever region is lost: aws iam update-assume-role-policy.");
        }
        catch (NoSuchEntityException exception)
        {
            return CheckResult.Bad(Name, exception.Message, "./build.sh Apply with the primary region, while it lives: infra/stacks/backup makes it.");
        }
        catch (AmazonIdentityManagementServiceException exception) when (exception.ErrorCode == "AccessDenied")
        {
            return CheckResult.Bad(Name, exception.Message, $"Give the caller's role iam:GetRole on {arn}, as infra/modules/identity does.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (AwsFailure.Is(exception) || exception is TaskCanceledException))
        {
            return CheckResult.Warn(Name, $"IAM does not tell whether {role} lets {BackupService} assume it: {exception.Message}", "A restore needs the role, and not this answer: should it fail, look at the role first.");
        }
    }

    private async Task<CheckResult> SecretAsync(string name, CancellationToken cancellationToken)
    {
        var check = $"secret {name}";
        try
        {
            var found = await secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = name }, cancellationToken);
            if (found.DeletedDate is not null) return CheckResult.Bad(check, $"it is to be deleted at {found.DeletedDate:u}", "Take the deletion back: aws secretsmanager restore-secret.");
            return found.VersionIdsToStages?.Values.Any(stages => stages.Contains("AWSCURRENT")) == true
                ? CheckResult.Ok(check, $"replicated from {found.PrimaryRegion ?? "here"}, last changed {found.LastChangedDate ?? found.CreatedDate:u}")
                : CheckResult.Bad(check, "it has no current version", "Look at its replication in the primary region: aws secretsmanager replicate-secret-to-regions.");
        }
        catch (Amazon.SecretsManager.Model.ResourceNotFoundException exception)
        {
            return CheckResult.Bad(check, exception.Message, "The primary region's stack replicates it: ./build.sh Apply with the primary region, while it lives.");
        }
    }
}
