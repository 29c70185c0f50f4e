using Notejam.Sandbox.CodeDeploy.Engine;
using Notejam.Sandbox.CodeDeploy.Model;
using static Notejam.Sandbox.Tests.CodeDeploy.Deployments;

namespace Notejam.Sandbox.Tests.CodeDeploy.Engine;

public class RollbackDecisionTests
{
    [Fact]
    public void Traffic_goes_back_before_anything_is_removed()
    {
        var rollback = Rollback();

        Assert.IsType<EngineAction.BeginRollback>(RollbackDecision.Decide(rollback, See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE"))));
        rollback.Status = DeploymentStatus.InProgress;
        Assert.IsType<EngineAction.RestoreTraffic>(RollbackDecision.Decide(rollback, See(Set(Green, "PRIMARY"), Set(Blue, "ACTIVE"))));
        rollback.TrafficRestored = true;
        Assert.Equal(new EngineAction.MakePrimary(Blue), RollbackDecision.Decide(rollback, See(Set(Green, "PRIMARY"), Set(Blue, "ACTIVE"))));
        Assert.Equal(new EngineAction.DeleteTaskSet(Green), RollbackDecision.Decide(rollback, See(Set(Blue, "PRIMARY"), Set(Green, "ACTIVE"))));
        Assert.IsType<EngineAction.Succeed>(RollbackDecision.Decide(rollback, See(Set(Blue, "PRIMARY"))));
    }

    [Fact]
    public void A_rollback_without_its_original_fails()
    {
        var rollback = Rollback();
        rollback.Status = DeploymentStatus.InProgress;

        Assert.IsType<EngineAction.Fail>(RollbackDecision.Decide(rollback, See(Set(Green, "PRIMARY"))));
    }

    private static Deployment Rollback()
    {
        var rollback = New(rollbackOf: "d-000000000");
        (rollback.BlueTaskSet, rollback.GreenTaskSet) = (Blue, Green);
        return rollback;
    }
}
