namespace Notejam.Pages.Forms;

/// <summary>A line of a form, drawn by <c>_Field.cshtml</c> with what is wrong with it.</summary>
/// <param name="Name">Its name in the form, which is the same in every flavour of Notejam.</param>
/// <param name="Value">What was typed before; never a password.</param>
public sealed record Field(string Name, string Label, string? Value = null)
{
    public string Type { get; init; } = "text";

    public string AutoComplete { get; init; } = "off";

    public int? MaxLength { get; init; }

    /// <summary>Where the cursor is when the page opens.</summary>
    public bool IsFirst { get; init; }
}
