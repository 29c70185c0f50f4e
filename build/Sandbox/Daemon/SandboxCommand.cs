using System.Globalization;
using Notejam.Machine;

namespace Notejam.Sandbox.Daemon;

/// <summary>The command line: what to do, with which sandbox.</summary>
public sealed record SandboxCommand(SandboxOptions Options, bool Stop, bool Help, bool TakeOver)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Usage = """
        Notejam.Sandbox: two AWS regions on this machine.

          --port N             port of the AWS endpoint on 127.0.0.1 (default 4566); all other addresses derive from it
          --time-scale X       seconds of AWS time per real second where AWS lets wait (default 60)
          --state-directory D  where the sandbox keeps state, logs, databases, images
          --take-over          takes over from the gateway that runs, without losing a request
          --stop               stops everything of that sandbox, also when its gateway was killed
        """;

    // Beyond it the derived ports leave the range of ports.
    private const int LastPort = 65000;
    private static readonly string[] Known = ["--port", "--time-scale", "--state-directory", "--take-over", "--stop", "--help"];

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>.</summary>
    /// <exception cref="MachineException">An unknown option or an impossible value; says which and what is possible.</exception>
    public static SandboxCommand Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var port = SandboxOptions.DefaultPort;
        var scale = new SandboxOptions { StateDirectory = "" }.TimeScale;
        string? folder = null;
        var (stop, help, takeOver) = (false, false, false);
        var words = new Queue<string>(arguments.SelectMany(Split));
        while (words.TryDequeue(out var word))
        {
            switch (word)
            {
                case "--port":
                    if (!int.TryParse(Value(word, words), CultureInfo.InvariantCulture, out port) || port is < 1 or > LastPort)
                        throw new MachineException($"--port must be a number from 1 to {LastPort}.");
                    break;
                case "--time-scale":
                    if (!double.TryParse(Value(word, words), CultureInfo.InvariantCulture, out scale) || scale is not (> 0 and < double.PositiveInfinity))
                        throw new MachineException("--time-scale must be a number greater than 0.");
                    break;
                case "--state-directory":
                    folder = Path.GetFullPath(Value(word, words));
                    break;
                case "--take-over":
                    takeOver = true;
                    break;
                case "--stop":
                    stop = true;
                    break;
                case "--help":
                    help = true;
                    break;
                default:
                    throw new MachineException($"Unknown option '{word}': the options are {string.Join(", ", Known)}.");
            }
        }

        var options = new SandboxOptions { Port = port, TimeScale = scale, StateDirectory = folder ?? SandboxOptions.DefaultStateDirectory(port) };
        return new SandboxCommand(options, stop, help, takeOver);
    }

    private static string[] Split(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) ? word.Split('=', 2) : [word];

    private static string Value(string option, Queue<string> words) =>
        words.TryDequeue(out var value) ? value : throw new MachineException($"{option} needs a value.");
}
