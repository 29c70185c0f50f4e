using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Plans: create, get, update, delete, list, and their versions.</summary>
internal sealed class PlanOperations(BackupStore store, TimeProvider clock) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateBackupPlan", "PUT /backup/plans", Create),
        new("ListBackupPlans", "GET /backup/plans", List),
        new("GetBackupPlan", "GET /backup/plans/{plan}", Get),
        new("UpdateBackupPlan", "POST /backup/plans/{plan}", Update),
        new("DeleteBackupPlan", "DELETE /backup/plans/{plan}", Delete),
        new("ListBackupPlanVersions", "GET /backup/plans/{plan}/versions", ListVersions),
    ];

    private AwsResponse Create(AwsRequest call)
    {
        var given = call.Json.Demanded("BackupPlan");
        var document = PlanRules.Complete(given, null);
        return store.Write(call.Region, region =>
        {
            if (region.Plans.Values.Any(other => other.DeletedAt is null && JsonNode.DeepEquals(other.Current.Given, given)))
                throw BackupErrors.Exists("Backup plan with the same plan document already exists");
            var id = Guid.NewGuid().ToString();
            var plan = new BackupPlan { Id = id, Arn = call.Arn("backup", "backup-plan:" + id), CreatorRequestId = call.Json.Text("CreatorRequestId") };
            plan.Versions.Add(Version(given, document));
            plan.Tags.Add(call.Json.Structure("BackupPlanTags"));
            region.Plans[id] = plan;
            return AwsResponse.Json(Named(plan, plan.Current));
        });
    }

    private AwsResponse Get(AwsRequest call) => store.Read(call.Region, region =>
    {
        var plan = region.Plan(call);
        var version = call.QueryString["versionId"] is not { } id ? plan.Current
            : plan.Versions.Find(each => each.Id == id) ?? throw BackupErrors.NotFound($"Cannot find version {id} of Backup plan with ID {plan.Id}");
        var shown = Named(plan, version);
        shown["BackupPlan"] = version.Document.DeepClone();
        shown.SetText("CreatorRequestId", plan.CreatorRequestId);
        shown.SetMoment("DeletionDate", plan.DeletedAt);
        return AwsResponse.Json(shown);
    });

    private AwsResponse Update(AwsRequest call)
    {
        var given = call.Json.Demanded("BackupPlan");
        return store.Write(call.Region, region =>
        {
            var plan = region.ActivePlan(call);
            plan.Versions.Add(Version(given, PlanRules.Complete(given, plan.Current.Document)));
            return AwsResponse.Json(Named(plan, plan.Current));
        });
    }

    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        var plan = region.ActivePlan(call);
        if (plan.Selections.Count > 0) throw BackupErrors.Refused("Related backup plan selections must be deleted prior to backup plan deletion");
        plan.DeletedAt = clock.GetUtcNow();
        var answer = new JsonObject { ["BackupPlanId"] = plan.Id, ["BackupPlanArn"] = plan.Arn, ["VersionId"] = plan.Current.Id };
        answer.SetMoment("DeletionDate", plan.DeletedAt);
        return AwsResponse.Json(answer);
    });

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region => BackupArguments.Page(
        call, "BackupPlansList", region.Plans.Values.Where(plan => plan.DeletedAt is null || call.QueryString["includeDeleted"] == "true").Select(plan => Line(plan, plan.Current))));

    private AwsResponse ListVersions(AwsRequest call) => store.Read(call.Region, region =>
    {
        var plan = region.Plan(call);
        return BackupArguments.Page(call, "BackupPlanVersionsList", plan.Versions.AsEnumerable().Reverse().Select(version => Line(plan, version)));
    });

    private PlanVersion Version(JsonObject given, JsonObject document) =>
        new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(36)).Replace('+', 'a').Replace('/', 'b'), clock.GetUtcNow(), given.DeepClone().AsObject(), document);

    private static JsonObject Named(BackupPlan plan, PlanVersion version)
    {
        var named = new JsonObject
        {
            ["BackupPlanId"] = plan.Id,
            ["BackupPlanArn"] = plan.Arn,
            ["VersionId"] = version.Id,
            ["CreationDate"] = AwsResponse.Epoch(version.CreatedAt),
        };
        if (version.Document["AdvancedBackupSettings"] is { } settings) named["AdvancedBackupSettings"] = settings.DeepClone();
        return named;
    }

    private static JsonObject Line(BackupPlan plan, PlanVersion version)
    {
        var line = Named(plan, version);
        line["BackupPlanName"] = version.Name;
        line.SetText("CreatorRequestId", plan.CreatorRequestId);
        line.SetMoment("DeletionDate", plan.DeletedAt);
        return line;
    }
}
