using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace Notejam.Pipeline.Tools;

/// <summary>An exception as text for a file that people hand around: all of its trace, and nothing that is secret.</summary>
public sealed partial class TraceText
{
    private const string Hidden = "***";

    // Shorter ones are words that occur anywhere.
    private const int ShortestSecret = 8;

    private readonly IReadOnlyList<string> _secrets;

    /// <summary>A writer.</summary>
    /// <param name="environment">The variables of this process: those that are named as secrets are hidden wherever they occur.</param>
    public TraceText(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _secrets = [.. environment.Cast<DictionaryEntry>()
            .Where(entry => SecretName().IsMatch((string)entry.Key) && entry.Value is string { Length: >= ShortestSecret })
            .Select(entry => (string)entry.Value!).OrderByDescending(value => value.Length)];
    }

    /// <summary>The exception with all that caused it, outermost first.</summary>
    public string Of(Exception exception)
    {
        var text = new StringBuilder();
        Write(exception, "", text, 0);
        return text.ToString();
    }

    /// <summary>The first line of an exception's message.</summary>
    public string Headline(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Message(exception).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "no message";
    }

    private void Write(Exception exception, string how, StringBuilder text, int depth)
    {
        // Exceptions may refer to each other in a circle.
        if (depth > 10) return;
        text.Append(how).Append(exception.GetType().FullName).Append(": ").AppendLine(Message(exception));
        if (exception.StackTrace is { } trace) text.AppendLine(trace);
        IEnumerable<Exception> causes = exception is AggregateException several ? several.InnerExceptions : exception.InnerException is { } inner ? [inner] : [];
        foreach (var cause in causes) Write(cause, "caused by ", text, depth + 1);
    }

    private string Message(Exception exception) => exception switch
    {
        // Its own message has the whole answer in it, and an answer may be a secret's value.
        AmazonUnmarshallingException => "an answer of AWS could not be read (it is left out here: it may hold a secret)",
        // It quotes what it could not read.
        JsonException json => Clean(StrictJson.Describe(json)),
        // The SDK quotes a line of a file of credentials.
        InvalidDataException => Line().Replace(Clean(exception.Message), $"<{Hidden}>"),
        FormatException => Quoted().Replace(Clean(exception.Message), $"'{Hidden}'"),
        _ => Clean(exception.Message),
    };

    private string Clean(string message)
    {
        foreach (var secret in _secrets) message = message.Replace(secret, Hidden, StringComparison.Ordinal);
        message = PrivateKey().Replace(message, Hidden);
        message = Header().Replace(message, $"$1{Hidden}");
        message = UserInfo().Replace(message, $"://{Hidden}@");
        message = JsonWebToken().Replace(message, Hidden);
        return Named().Replace(message, $"$1{Hidden}");
    }

    [GeneratedRegex("SECRET|TOKEN|PASSWORD|PASSWD|PWD$|CREDENTIAL|API_?KEY|ACCESS_?KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"((?:\bauthorization\b[""']?\s*[:=]\s*|\b(?:bearer|basic)\s+)).*", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"://[^/\s@]+@")]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex("""((?:password|passwd|pwd|secret\w*|\w*token|credential|signature|api_?key|secret_?access_?key|binary)(?:\\?["']\s*[=:]|\s*=|:(?=\s|\\?["']))\s*)(?:\\?"(?:[^"\\]|\\.)*\\?"?|'[^']*'?|[^\s;,&]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex("<.*>", RegexOptions.Singleline)]
    private static partial Regex Line();

    [GeneratedRegex("'.*'", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
