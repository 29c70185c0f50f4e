namespace Notejam.Machine.Processes;

/// <summary>A program to run: what, with which arguments, where, and with which additions to the environment.</summary>
/// <param name="Program">A name found on PATH, or a path.</param>
/// <param name="Arguments">The arguments, unescaped. Never a secret: command lines are visible to every user.</param>
public sealed record ProcessCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Working directory; the caller's when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text for standard input; none when null.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Called for each line of standard output as it comes.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Called for each line of standard error as it comes.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>
    /// A folder makes it a supervised process (see <see cref="SupervisedProcess"/>): never cut off in the middle, also when
    /// this process is killed. Its output lies there while it runs. Null: an ordinary child. Without effect on Windows.
    /// </summary>
    public string? SupervisedIn { get; init; }

    /// <summary>How long it may take to end after an interrupt before it is killed. Default: 20 s.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A command from a program and its arguments.</summary>
    public static ProcessCommand Of(string program, params string[] arguments) => new(program, arguments);

    /// <inheritdoc />
    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";
}
