using System;
using System.Collections.Generic;
using System.Globalization;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Collections in the query protocol's forms: numbered from 1.</summary>
internal static class AwsQuery
{
    /// <param name="item">The name between list and number; null for a flattened list.</param>
    public static void List<T>(
        IDictionary<string, string> form, string key, string? item, List<T> items, Action<IDictionary<string, string>, string, T> put)
    {
        if (items.Count == 0)
        {
            form.Add(key, "");
            return;
        }

        var prefix = item is null ? key : key + "." + item;
        for (var i = 0; i < items.Count; i++) put(form, Numbered(prefix, i + 1), items[i]);
    }

    public static void Map<T>(
        IDictionary<string, string> form,
        string key,
        string keyName,
        string valueName,
        Dictionary<string, T> entries,
        Action<IDictionary<string, string>, string, T> put)
    {
        var number = 0;
        foreach (var entry in entries)
        {
            var prefix = Numbered(key, ++number);
            form.Add(prefix + "." + keyName, entry.Key);
            put(form, prefix + "." + valueName, entry.Value);
        }
    }

    private static string Numbered(string prefix, int number) => prefix + "." + number.ToString(CultureInfo.InvariantCulture);
}
