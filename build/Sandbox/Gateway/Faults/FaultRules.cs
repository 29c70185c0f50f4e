using System.Globalization;

namespace Notejam.Sandbox.Gateway.Faults;

/// <summary>The faults in force. They are not kept: a restarted gateway has none.</summary>
public sealed class FaultRules
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];
    private int _last;

    /// <summary>All rules that still hit.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock) return [.. _faults];
        }
    }

    /// <summary>Adds a rule and returns it with its id.</summary>
    public Fault Add(Fault fault)
    {
        lock (_lock)
        {
            var added = fault with { Id = string.Create(CultureInfo.InvariantCulture, $"fault-{++_last}") };
            _faults.Add(added);
            return added;
        }
    }

    /// <summary>Removes a rule, or all when the id is null.</summary>
    /// <returns>How many there were.</returns>
    public int Remove(string? id)
    {
        lock (_lock) return _faults.RemoveAll(fault => id is null || fault.Id == id);
    }

    /// <summary>The first rule about a request, counted down; null when there is none.</summary>
    public Fault? Take(string service, string operation, string region) => Take(fault => fault.IsOfRequests && fault.Matches(service, operation, region));

    /// <summary>The first rule about something that happens in a region, counted down; null when there is none.</summary>
    public Fault? Take(FaultKind kind, string region) => Take(fault => fault.Kind == kind && (fault.Region is null || fault.Region == region));

    /// <summary>Whether a region is gone.</summary>
    public bool IsDead(string region)
    {
        lock (_lock) return _faults.Exists(fault => fault.Kind == FaultKind.DeadRegion && fault.Region == region);
    }

    private Fault? Take(Predicate<Fault> match)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(match);
            if (index < 0) return null;
            var fault = _faults[index];
            if (fault.Count is not { } count) return fault;
            if (count <= 1) _faults.RemoveAt(index);
            else _faults[index] = fault with { Count = count - 1 };
            return fault;
        }
    }
}
