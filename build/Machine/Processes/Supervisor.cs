using System.Text;
using CliWrap;

namespace Notejam.Machine.Processes;

/// <summary>Runs supervised processes: a small shell stands between this process and the program.</summary>
internal static class Supervisor
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromMilliseconds(50);

    // A shell lets its background jobs ignore interrupts, cannot catch one that it was started to ignore (as under nohup),
    // and has no word for a session of one's own: perl, which Debian and macOS always have, does both.
    private const string Attentive = """$SIG{INT} = $SIG{TERM} = "DEFAULT"; exec { $ARGV[0] } @ARGV or exit 127""";

    // $1 output, $2 error, $3 pid file, then the command. The last wait gives the true code where a signal had ended the
    // first one.
    private const string Script = """
        out=$1 err=$2 mark=$3; shift 3
        perl -MPOSIX -e 'POSIX::setsid(); $SIG{INT} = "DEFAULT"; exec { $ARGV[0] } @ARGV or exit 127' "$@" </dev/null >"$out" 2>"$err" &
        child=$!
        echo "$child" >"$mark"
        trap '' HUP
        trap 'trap "" INT TERM; kill -INT "$child" 2>/dev/null' INT TERM
        wait "$child"; code=$?
        while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
        wait "$child" 2>/dev/null; again=$?
        [ "$again" -eq 127 ] || code=$again
        rm -f "$mark"
        exit "$code"
        """;

    /// <summary>The program that supervises.</summary>
    internal const string Program = "perl";

    /// <summary>Its arguments for a command whose output, error and mark are these files.</summary>
    internal static string[] Arguments(string output, string error, string mark, ProcessCommand command) =>
        ["-e", Attentive, "sh", "-c", Script, "sh", output, error, mark, command.Program, .. command.Arguments];

    /// <summary>Runs a command to its end, with its output and its mark in a folder.</summary>
    public static async Task<ProcessResult> RunAsync(ProcessCommand command, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        string outputFile = name + ".out", errorFile = name + ".err", mark = name + ".pid";
        foreach (var file in new[] { outputFile, errorFile }) await File.WriteAllTextAsync(file, "", CancellationToken.None);
        var shell = command with { Program = Program, Arguments = Arguments(outputFile, errorFile, mark, command), OnOutput = null, OnError = null };
        using var ended = new CancellationTokenSource();
        var output = FollowAsync(outputFile, command.OnOutput, ended.Token);
        var error = FollowAsync(errorFile, command.OnError, ended.Token);
        try
        {
            var result = await ProcessRunner.RunAsync(shell, PipeSource.Null, cancellationToken);
            await ended.CancelAsync();
            // 127 is the shell's word for a program that is not there.
            if (result.ExitCode == 127) throw new ProgramNotFoundException(command.Program);
            return new ProcessResult(result.ExitCode, await output, await error + result.Error);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(output, error);
            File.Delete(outputFile);
            File.Delete(errorFile);
        }
    }

    /// <summary>Reads a growing file by lines until its writer has ended, and then its rest.</summary>
    private static async Task<string> FollowAsync(string file, Action<string>? onLine, CancellationToken ended)
    {
        var all = new StringBuilder();
        var line = new StringBuilder();
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var buffer = new char[4096];
        while (true)
        {
            var last = ended.IsCancellationRequested;
            for (int read; (read = await reader.ReadAsync(buffer, CancellationToken.None)) > 0;)
                foreach (var character in buffer.AsSpan(0, read).ToArray())
                    if (character == '\n') Take();
                    else line.Append(character);
            if (last) break;
            await Task.Delay(ReadInterval, ended).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        if (line.Length > 0) Take();
        return all.ToString();

        void Take()
        {
            var text = line.ToString();
            all.Append(text).Append('\n');
            line.Clear();
            onLine?.Invoke(text);
        }
    }
}
