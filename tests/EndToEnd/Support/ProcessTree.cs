using System.Diagnostics;
using System.Globalization;

namespace Notejam.EndToEnd.Support;

/// <summary>A process and all that it has started.</summary>
internal static class ProcessTree
{
    /// <summary>Kills all of it at one moment: everything is stopped first, so that none sees another one die.</summary>
    public static void Kill(int root)
    {
        var all = new List<int> { root };
        for (var next = 0; next < all.Count; next++)
        {
            Signal("-STOP", all[next]);
            all.AddRange(Children(all[next]));
        }

        foreach (var process in all) Signal("-KILL", process);
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)) continue;
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                // It has ended since.
                continue;
            }

            // pid (name, which may have blanks and brackets) state parent …
            if (stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == parent.ToString(CultureInfo.InvariantCulture)) yield return process;
        }
    }

    private static void Signal(string signal, int process)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
