namespace Notejam.Sandbox.Scaling.Model;

/// <summary>The scaling of one region.</summary>
public sealed class ScalingRegion
{
    private const int ActivitiesKept = 200;

    /// <summary>Scalable targets by resource id.</summary>
    public SortedDictionary<string, ScalableTarget> Targets { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Newest first.</summary>
    public List<ScalingActivity> Activities { get; set; } = [];

    /// <summary>Notes an activity; one of the same target that is still under way gives way to it.</summary>
    public void Begin(ScalingActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        foreach (var other in Activities.Where(other => other.ResourceId == activity.ResourceId && other.EndedAt is null))
        {
            other.Status = "Overridden";
            other.EndedAt = activity.StartedAt;
        }

        Activities.Insert(0, activity);
        if (Activities.Count > ActivitiesKept) Activities.RemoveRange(ActivitiesKept, Activities.Count - ActivitiesKept);
    }
}
