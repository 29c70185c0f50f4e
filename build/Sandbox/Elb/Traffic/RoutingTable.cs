using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>What one listener does with requests. Never changed, only replaced whole: a request sees the old table or the new.</summary>
internal sealed record RoutingTable(IReadOnlyList<Route> Routes, RouteAction Default)
{
    /// <summary>What to do with a request: the first rule that matches, else the default.</summary>
    public RouteAction Find(HttpRequest request)
    {
        foreach (var route in Routes)
            if (RuleMatcher.Matches(route.Conditions, request)) return route.Action;
        return Default;
    }
}

/// <summary>A rule in traffic.</summary>
internal sealed record Route(IReadOnlyList<RuleCondition> Conditions, RouteAction Action);

/// <summary>What is done with a request.</summary>
internal abstract record RouteAction
{
    private RouteAction()
    {
    }

    /// <summary>Sends it to a target of one of the pools, by weight.</summary>
    public sealed record Forward(WeightedChoice<TargetPool> Pools) : RouteAction;

    /// <summary>Answers it.</summary>
    public sealed record Answer(FixedResponse Response) : RouteAction;

    /// <summary>Sends the client elsewhere.</summary>
    public sealed record SendElsewhere(Redirect Redirect) : RouteAction;
}
