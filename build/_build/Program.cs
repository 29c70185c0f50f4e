using Notejam.Build.Hosting;

namespace Notejam.Build;

/// <summary>The entry: the build, with a safety net below it.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        Colours.Settle();
        return Rescue.Run(() => Build.Main(args));
    }
}
