using Amazon.SecretsManager;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Drill.Checks;
using Notejam.Pipeline.Drill.Recovery;
using Notejam.Pipeline.Drill.Teardown;
using Notejam.Pipeline.Tasks;

namespace Notejam.Pipeline.Drill;

/// <summary>What a drill works with: all of it in the disaster-recovery region.</summary>
/// <param name="Name">What the drill's things are called.</param>
/// <param name="Points">Finds the recovery point.</param>
/// <param name="Readiness">Looks at the region.</param>
/// <param name="Image">Looks for the release's image.</param>
/// <param name="Database">Restores the database.</param>
/// <param name="Infra">Makes the rest.</param>
/// <param name="Service">Rolls the release out.</param>
/// <param name="Probe">Takes the inventory.</param>
/// <param name="UserTask">Lets the drill's user in.</param>
/// <param name="Secrets">Secrets of the region.</param>
/// <param name="Sweep">Removes what no Terraform state knows.</param>
/// <param name="Leftovers">Looks for what is left.</param>
internal sealed record DrillTools(
    DrillName Name, RecoveryPointFinder Points, Readiness Readiness, ImagePull Image, DatabaseRestore Database, DrillInfra Infra, RecoveredService Service,
    DatabaseProbe Probe, OneOffTask UserTask, IAmazonSecretsManager Secrets, DrillSweep Sweep, DrillLeftovers Leftovers);
