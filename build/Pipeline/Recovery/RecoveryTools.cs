using Amazon.SecretsManager;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery;

/// <summary>What a recovery works with: all of it in the disaster-recovery region, but IAM, which is one for all regions.</summary>
/// <param name="Name">What its things are called.</param>
/// <param name="Points">Finds the recovery point.</param>
/// <param name="Readiness">Looks at the region.</param>
/// <param name="Image">Looks for the release's image.</param>
/// <param name="Database">Restores the database.</param>
/// <param name="Infra">Makes the rest.</param>
/// <param name="Service">Rolls the release out.</param>
/// <param name="Probe">Takes the inventory.</param>
/// <param name="Secrets">Secrets of the region.</param>
/// <param name="Sweep">Removes what no Terraform state knows.</param>
/// <param name="Leftovers">Looks for what is left.</param>
/// <param name="Access">The way in that people take.</param>
internal sealed record RecoveryTools(
    RecoveryName Name, RecoveryPointFinder Points, Readiness Readiness, ImagePull Image, DatabaseRestore Database, RecoveredStack Infra, RecoveredService Service,
    DatabaseProbe Probe, IAmazonSecretsManager Secrets, RecoverySweep Sweep, RecoveryLeftovers Leftovers, PublicAccess Access);
