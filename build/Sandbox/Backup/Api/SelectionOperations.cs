using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Selections of a plan: create, get, delete, list.</summary>
internal sealed class SelectionOperations(BackupStore store, TimeProvider clock) : IOperations
{
    private const string All = "/backup/plans/{plan}/selections";
    private const string One = "/backup/plans/{plan}/selections/{selection}";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateBackupSelection", "PUT " + All, Create),
        new("ListBackupSelections", "GET " + All, List),
        new("GetBackupSelection", "GET " + One, Get),
        new("DeleteBackupSelection", "DELETE " + One, Delete),
    ];

    private AwsResponse Create(AwsRequest call)
    {
        var document = call.Json.Demanded("BackupSelection");
        var name = document.Required("SelectionName");
        if (!document.Required("IamRoleArn").StartsWith("arn:aws:iam::", StringComparison.Ordinal))
            throw BackupErrors.Invalid($"Invalid IamRoleArn {document.Text("IamRoleArn")}.");
        if (document.Texts("Resources").Count == 0 && document.Structures("ListOfTags").Count == 0 && document.Structure("Conditions").Count == 0)
            throw BackupErrors.Invalid("A selection must have Resources, ListOfTags or Conditions.");
        return store.Write(call.Region, region =>
        {
            var plan = region.ActivePlan(call);
            if (plan.Selections.Values.Any(other => other.Name == name)) throw BackupErrors.Exists($"Backup selection with the same name already exists: {name}");
            var selection = new BackupSelection(Guid.NewGuid().ToString(), clock.GetUtcNow(), call.Json.Text("CreatorRequestId"), document.DeepClone().AsObject());
            plan.Selections[selection.Id] = selection;
            return AwsResponse.Json(Named(plan, selection));
        });
    }

    private AwsResponse Get(AwsRequest call) => store.Read(call.Region, region =>
    {
        var (plan, selection) = Find(region, call);
        var shown = Named(plan, selection);
        shown["BackupSelection"] = selection.Document.DeepClone();
        shown.SetText("CreatorRequestId", selection.CreatorRequestId);
        return AwsResponse.Json(shown);
    });

    private AwsResponse Delete(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (plan, selection) = Find(region, call);
        plan.Selections.Remove(selection.Id);
        return AwsResponse.Json();
    });

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region =>
    {
        var plan = region.Plan(call);
        return BackupArguments.Page(call, "BackupSelectionsList", plan.Selections.Values.OrderBy(selection => selection.CreatedAt).Select(selection =>
        {
            var line = Named(plan, selection);
            line["SelectionName"] = selection.Name;
            line["IamRoleArn"] = selection.Document.Text("IamRoleArn");
            line.SetText("CreatorRequestId", selection.CreatorRequestId);
            return line;
        }));
    });

    private static (BackupPlan Plan, BackupSelection Selection) Find(BackupRegion region, AwsRequest call)
    {
        var plan = region.Plan(call);
        var id = call.Path["selection"];
        return (plan, plan.Selections.GetValueOrDefault(id) ?? throw BackupErrors.NotFound($"Cannot find Backup selection with ID {id}"));
    }

    private static JsonObject Named(BackupPlan plan, BackupSelection selection) => new()
    {
        ["SelectionId"] = selection.Id,
        ["BackupPlanId"] = plan.Id,
        ["CreationDate"] = AwsResponse.Epoch(selection.CreatedAt),
    };
}
