using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Selections of a restore testing plan: create, get, update, delete, list.</summary>
internal sealed class RestoreTestingSelectionOperations(BackupStore store, TimeProvider clock) : IOperations
{
    private const string All = "/restore-testing/plans/{plan}/selections";
    private const string One = "/restore-testing/plans/{plan}/selections/{selection}";
    private static readonly string[] Changeable = ["IamRoleArn", "ProtectedResourceArns", "ProtectedResourceConditions", "RestoreMetadataOverrides", "ValidationWindowHours"];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateRestoreTestingSelection", "PUT " + All, Create),
        new("ListRestoreTestingSelections", "GET " + All, List),
        new("GetRestoreTestingSelection", "GET " + One, Get),
        new("UpdateRestoreTestingSelection", "PUT " + One, Update),
        new("DeleteRestoreTestingSelection", "DELETE " + One, Delete),
    ];

    private AwsResponse Create(AwsRequest call)
    {
        var document = call.Json.Demanded("RestoreTestingSelection").DeepClone().AsObject();
        var name = document.Required("RestoreTestingSelectionName");
        _ = (document.Required("IamRoleArn"), document.Required("ProtectedResourceType"));
        return store.Write(call.Region, region =>
        {
            var plan = RestoreTestingOperations.Find(region, call);
            if (plan.Selections.ContainsKey(name)) throw BackupErrors.Exists($"Restore testing selection with the same name already exists: {name}");
            var selection = new RestoreTestingSelection { Name = name, CreatorRequestId = call.Json.Text("CreatorRequestId"), CreatedAt = clock.GetUtcNow(), Document = document };
            plan.Selections[name] = selection;
            return AwsResponse.Json(Named(plan, selection), StatusCodes.Status201Created);
        });
    }

    private AwsResponse Get(AwsRequest call) => store.Read(call.Region, region =>
    {
        var (plan, selection) = Find(region, call);
        return AwsResponse.Json(new JsonObject { ["RestoreTestingSelection"] = Show(plan, selection) });
    });

    private AwsResponse Update(AwsRequest call)
    {
        var given = call.Json.Demanded("RestoreTestingSelection");
        return store.Write(call.Region, region =>
        {
            var (plan, selection) = Find(region, call);
            foreach (var name in Changeable)
                if (given[name] is { } value) selection.Document[name] = value.DeepClone();
            var answer = Named(plan, selection);
            answer["UpdateTime"] = AwsResponse.Epoch(clock.GetUtcNow());
            return AwsResponse.Json(answer);
        });
    }

    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (plan, selection) = Find(region, call);
        plan.Selections.Remove(selection.Name);
        return new AwsResponse(StatusCodes.Status204NoContent, "", []);
    });

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var plan = RestoreTestingOperations.Find(region, call);
        return BackupArguments.Page(call, "RestoreTestingSelections", plan.Selections.Values.Select(selection => Show(plan, selection)));
    });

    private static (RestoreTestingPlan Plan, RestoreTestingSelection Selection) Find(BackupRegion region, AwsRequest call)
    {
        var plan = RestoreTestingOperations.Find(region, call);
        var name = call.Path["selection"];
        return (plan, plan.Selections.GetValueOrDefault(name) ?? throw BackupErrors.NotFound($"Cannot find Restore testing selection {name}"));
    }

    private static JsonObject Named(RestoreTestingPlan plan, RestoreTestingSelection selection) => new()
    {
        ["RestoreTestingPlanArn"] = plan.Arn,
        ["RestoreTestingPlanName"] = plan.Name,
        ["RestoreTestingSelectionName"] = selection.Name,
        ["CreationTime"] = AwsResponse.Epoch(selection.CreatedAt),
    };

    private static JsonObject Show(RestoreTestingPlan plan, RestoreTestingSelection selection)
    {
        var shown = selection.Document.DeepClone().AsObject();
        shown["RestoreTestingPlanName"] = plan.Name;
        shown["CreationTime"] = AwsResponse.Epoch(selection.CreatedAt);
        shown.SetText("CreatorRequestId", selection.CreatorRequestId);
        return shown;
    }
}
