using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Restore testing plans: create, get, update, delete, list.</summary>
internal sealed partial class RestoreTestingOperations(BackupStore store, TimeProvider clock) : IOperations
{
    private const string All = "/restore-testing/plans";
    private const string One = "/restore-testing/plans/{plan}";
    private static readonly string[] Changeable = ["RecoveryPointSelection", "ScheduleExpression", "ScheduleExpressionTimezone", "StartWindowHours"];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateRestoreTestingPlan", "PUT " + All, Create),
        new("ListRestoreTestingPlans", "GET " + All, List),
        new("GetRestoreTestingPlan", "GET " + One, Get),
        new("UpdateRestoreTestingPlan", "PUT " + One, Update),
        new("DeleteRestoreTestingPlan", "DELETE " + One, Delete),
    ];

    /// <summary>The plan that a path names.</summary>
    public static RestoreTestingPlan Find(BackupRegion region, AwsRequest call) =>
        region.RestoreTestingPlans.GetValueOrDefault(call.Path["plan"]) ?? throw BackupErrors.NotFound($"Cannot find Restore testing plan {call.Path["plan"]}");

    private AwsResponse Create(AwsRequest call)
    {
        var given = call.Json.Demanded("RestoreTestingPlan");
        var name = given.Required("RestoreTestingPlanName");
        if (!NamePattern().IsMatch(name)) throw BackupErrors.Invalid($"Invalid restore testing plan name {name}: it must be 1 to 50 letters, digits and underscores.");
        var document = Complete(given.DeepClone().AsObject());
        return store.Write(call.Region, region =>
        {
            if (region.RestoreTestingPlans.ContainsKey(name)) throw BackupErrors.Exists($"Restore testing plan with the same name already exists: {name}");
            var plan = new RestoreTestingPlan
            {
                Name = name,
                Arn = call.Arn("backup", $"restore-testing-plan:{name}-{Guid.NewGuid()}"),
                CreatorRequestId = call.Json.Text("CreatorRequestId"),
                CreatedAt = clock.GetUtcNow(),
                Document = document,
            };
            plan.Tags.Add(call.Json.Structure("Tags"));
            region.RestoreTestingPlans[name] = plan;
            return AwsResponse.Json(Named(plan), StatusCodes.Status201Created);
        });
    }

    private AwsResponse Get(AwsRequest call) => store.Read(call.Region, region =>
    {
        var plan = Find(region, call);
        var shown = Show(plan);
        shown.SetText("CreatorRequestId", plan.CreatorRequestId);
        shown["RecoveryPointSelection"] = plan.Document["RecoveryPointSelection"]!.DeepClone();
        return AwsResponse.Json(new JsonObject { ["RestoreTestingPlan"] = shown });
    });

    private AwsResponse Update(AwsRequest call)
    {
        var given = call.Json.Demanded("RestoreTestingPlan");
        return store.Write(call.Region, region =>
        {
            var plan = Find(region, call);
            var document = plan.Document.DeepClone().AsObject();
            foreach (var name in Changeable)
                if (given[name] is { } value) document[name] = value.DeepClone();
            (plan.Document, plan.UpdatedAt) = (Complete(document), clock.GetUtcNow());
            var answer = Named(plan);
            answer.SetMoment("UpdateTime", plan.UpdatedAt);
            return AwsResponse.Json(answer);
        });
    }

    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        if (!region.RestoreTestingPlans.TryGetValue(call.Path["plan"], out var plan)) return new AwsResponse(StatusCodes.Status204NoContent, "", []);
        if (plan.Selections.Count > 0) throw BackupErrors.Refused("Restore testing selections must be deleted before their restore testing plan.");
        region.RestoreTestingPlans.Remove(plan.Name);
        return new AwsResponse(StatusCodes.Status204NoContent, "", []);
    });

    private AwsResponse List(AwsRequest call) =>
        store.Read(call.Region, region => BackupArguments.Page(call, "RestoreTestingPlans", region.RestoreTestingPlans.Values.Select(Show)));

    private static JsonObject Complete(JsonObject document)
    {
        _ = document.Required("ScheduleExpression");
        document["ScheduleExpressionTimezone"] ??= "Etc/UTC";
        document["StartWindowHours"] ??= 24;
        var selection = document.Demanded("RecoveryPointSelection");
        if (selection.Required("Algorithm") is not ("LATEST_WITHIN_WINDOW" or "RANDOM_WITHIN_WINDOW")) throw BackupErrors.Invalid($"Invalid Algorithm {selection.Text("Algorithm")}.");
        if (selection.Texts("IncludeVaults").Count == 0) throw BackupErrors.Missing("IncludeVaults");
        if (selection.Texts("RecoveryPointTypes").Count == 0) throw BackupErrors.Missing("RecoveryPointTypes");
        selection["ExcludeVaults"] ??= new JsonArray();
        selection["SelectionWindowDays"] ??= 30;
        return document;
    }

    private static JsonObject Named(RestoreTestingPlan plan) => new()
    {
        ["RestoreTestingPlanArn"] = plan.Arn,
        ["RestoreTestingPlanName"] = plan.Name,
        ["CreationTime"] = AwsResponse.Epoch(plan.CreatedAt),
    };

    private static JsonObject Show(RestoreTestingPlan plan)
    {
        var shown = Named(plan);
        foreach (var name in Changeable.Skip(1)) shown[name] = plan.Document[name]?.DeepClone();
        shown.SetMoment("LastUpdateTime", plan.UpdatedAt);
        return shown;
    }

    [GeneratedRegex("^[a-zA-Z0-9_]{1,50}$")]
    private static partial Regex NamePattern();
}
