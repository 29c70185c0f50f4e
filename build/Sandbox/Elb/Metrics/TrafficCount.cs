namespace Notejam.Sandbox.Elb.Metrics;

/// <summary>The counts of one bucket.</summary>
internal sealed class TrafficCount
{
    private readonly int[] _targetClasses = new int[6];
    private readonly int[] _ownClasses = new int[6];

    public int Requests { get; set; }

    /// <summary>Answers of targets, and their times in seconds.</summary>
    public int Answers { get; private set; }

    public double Fastest { get; private set; } = double.MaxValue;

    public double Slowest { get; private set; }

    public double TotalSeconds { get; private set; }

    /// <summary>Answers of targets by the first digit of their status.</summary>
    public int Target(int statusClass) => _targetClasses[statusClass];

    /// <summary>Answers of the load balancer's own by the first digit of their status.</summary>
    public int Own(int statusClass) => _ownClasses[statusClass];

    public void CountTarget(int status, TimeSpan took)
    {
        Requests++;
        Answers++;
        _targetClasses[Math.Clamp(status / 100, 1, 5)]++;
        TotalSeconds += took.TotalSeconds;
        Fastest = Math.Min(Fastest, took.TotalSeconds);
        Slowest = Math.Max(Slowest, took.TotalSeconds);
    }

    public void CountOwn(int status)
    {
        Requests++;
        _ownClasses[Math.Clamp(status / 100, 1, 5)]++;
    }
}
