using System.ComponentModel;
using System.Globalization;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.Utilities;

namespace Nuke.Common;

/// <summary>Where the build runs, and how it writes there.</summary>
[TypeConverter(typeof(TypeConverter))]
public partial class Host
{
    protected Host()
    {
    }

    internal static Host Default => GitHubActions.IsRunningGitHubActions ? new GitHubActions() : new Terminal();

    /// <summary>What <c>--host</c> takes.</summary>
    internal static IReadOnlyList<string> Names { get; } = [nameof(GitHubActions), nameof(Terminal)];

    /// <summary>Whether a block can be folded where this host shows it.</summary>
    internal virtual bool CanCollapse => false;

    internal static Host Parse(string name) => name.ToUpperInvariant() switch
    {
        "GITHUBACTIONS" => new GitHubActions(),
        "TERMINAL" => new Terminal(),
        _ => throw new ArgumentException($"Host '{name}' is unknown. Hosts are: {Names.JoinCommaSpace()}."),
    };

    protected internal virtual IDisposable WriteBlock(string text)
    {
        Debug();
        Debug("╬" + new string('═', text.Length + 5));
        foreach (var line in text.SplitLineBreaks())
            Debug($"║ {Theme.Current.Information(line)}");
        Debug("╬" + new string('═', Math.Max(text.Length - 4, 2)));
        Debug();
        return DelegateDisposable.Nothing;
    }

    protected internal virtual void ReportWarning(string text, string details = null)
    {
    }

    protected internal virtual void ReportError(string text, string details = null)
    {
    }

    private sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value) =>
            Parse((string)value);
    }
}
