namespace Notejam.Pipeline.Records;

/// <summary>One resource that a plan changes.</summary>
/// <param name="Address">Terraform's address, for example <c>module.database.aws_db_instance.this</c>.</param>
/// <param name="Action"><c>create</c>, <c>update</c>, <c>delete</c> or <c>replace</c>.</param>
/// <param name="Attributes">What differs: of an update the attributes that change, of a replacement those that force it. Names only, never values.</param>
public sealed record PlannedChange(string Address, string Action, IReadOnlyList<string> Attributes);

/// <summary>A change of which people should hear before it is made.</summary>
/// <param name="Address">The resource's address.</param>
/// <param name="What">What would happen, for example <c>is destroyed: its data are lost</c>.</param>
/// <param name="IsGuarded">Whether the plan is refused unless the address is allowed by name.</param>
public sealed record PlanDanger(string Address, string What, bool IsGuarded);

/// <summary>What applying a plan of one stack would do.</summary>
/// <param name="PlanFile">The saved plan, relative to the repository's root; Apply applies exactly this one.</param>
public sealed record PlanSummary(string Stack, string Workspace, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<PlanDanger> Dangers, bool OutputsChange, string PlanFile)
{
    /// <summary>Resources to create; a replaced one counts here and in <see cref="Destroyed"/>, as Terraform counts.</summary>
    public int Added => Changes.Count(change => change.Action is "create" or "replace");

    /// <summary>Resources to change in place.</summary>
    public int Changed => Changes.Count(change => change.Action == "update");

    /// <summary>Resources to destroy.</summary>
    public int Destroyed => Changes.Count(change => change.Action is "delete" or "replace");

    /// <summary>Whether applying would do nothing.</summary>
    public bool IsEmpty => Changes.Count == 0 && !OutputsChange;

    /// <inheritdoc />
    public override string ToString() => IsEmpty ? "no change" : $"{Added} to add, {Changed} to change, {Destroyed} to destroy";
}
