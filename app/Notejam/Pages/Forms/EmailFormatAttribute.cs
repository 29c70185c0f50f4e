using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Notejam.Pages.Forms;

/// <summary>An address as people have one: nothing that a mail server would read as more than one, or as a header.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class EmailFormatAttribute() : ValidationAttribute("Email is invalid")
{
    /// <inheritdoc />
    public override bool IsValid(object? value) => value is not string text || Address().IsMatch(text.Trim());

    [GeneratedRegex(@"^[^\s@<>()\[\],;:""\\\p{C}]+@[^\s@<>()\[\],;:""\\\p{C}]+\z")]
    private static partial Regex Address();
}
