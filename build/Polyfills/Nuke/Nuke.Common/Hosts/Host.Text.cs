using Nuke.Common.Execution;

namespace Nuke.Common;

public partial class Host
{
    internal static void Success(string text = null) => Console.WriteLine(Theme.Current.Success(text));

    internal static void Debug(string text = null) => Console.WriteLine(Theme.Current.Debug(text));

    internal static void Information(string text = null) => Console.WriteLine(Theme.Current.Information(text));

    internal static void Warning(string text = null) => Console.WriteLine(Theme.Current.Warning(text));

    internal static void Error(string text = null) => Console.WriteLine(Theme.Current.Error(text));
}
