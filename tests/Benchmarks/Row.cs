using System.Globalization;

namespace Notejam.Benchmarks;

/// <summary>A line of the table.</summary>
internal sealed record Row(string What, string Measured, string Limit)
{
    /// <summary>A line of seconds.</summary>
    public static Row Seconds(string what, double measured, double? limit) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"{measured:0.00} s"), limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{limit:0.#} s"));

    /// <summary>A line of one thing's time beside another's.</summary>
    public static Row Ratio(string what, double measured, double limit) =>
        new(what, measured.ToString("0.00", CultureInfo.InvariantCulture), limit.ToString("0.##", CultureInfo.InvariantCulture));
}
