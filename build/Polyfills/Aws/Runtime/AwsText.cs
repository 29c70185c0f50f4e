using System;
using System.Globalization;
using Amazon.Util;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Values from text, in whatever culture the process runs.</summary>
internal static class AwsText
{
    public static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    public static double Double(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    public static bool Bool(string text) => bool.Parse(text);

    /// <summary>A time in UTC: seconds since 1970 or any format that AWS writes.</summary>
    public static DateTime Time(string text) =>
        decimal.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var seconds)
            ? AWSSDKUtils.ConvertFromUnixDecimalEpochSeconds(seconds)
            : DateTime.Parse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
