using System.Text;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Secrets;

/// <summary>Where the values of a secret are written: a file, or standard input.</summary>
public static class SecretSource
{
    // More than Secrets Manager takes, and an end for an input that has none.
    private const int Longest = 1_048_576;

    private const string Remedy = """Write for example: printf '{"secret_key":"…"}' | ./build.sh Preseed --from -, or give --from a file.""";

    /// <summary>Reads the values.</summary>
    /// <param name="from">A file, or <c>-</c>.</param>
    /// <param name="standardInput">Standard input; null when it is a terminal, which nobody types a secret into.</param>
    /// <exception cref="RequestException">There is nothing to read, or it is no secret.</exception>
    public static ApplicationSecret Read(string from, Stream? standardInput)
    {
        if (from == InputFileAttribute.StandardInput)
            return ApplicationSecret.Parse(ReadText(standardInput ?? throw new RequestException("--from - reads standard input, which is a terminal here.", Remedy), "Standard input"), "Standard input");
        try
        {
            using var file = File.OpenRead(from);
            return ApplicationSecret.Parse(ReadText(file, from), from);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RequestException($"{from} cannot be read: {exception.Message}", "Give --from the path of a JSON file, or - and write it to standard input.", exception);
        }
    }

    private static string ReadText(Stream input, string source)
    {
        var text = new StringBuilder();
        try
        {
            using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var buffer = new char[4096];
            for (int count; (count = reader.Read(buffer)) > 0;)
            {
                text.Append(buffer, 0, count);
                if (text.Length > Longest) throw new RequestException($"{source} is longer than {Longest} characters, which is no secret.", Remedy);
            }
        }
        catch (DecoderFallbackException exception)
        {
            throw new RequestException($"{source} is no text in UTF-8.", Remedy, exception);
        }

        return string.IsNullOrWhiteSpace(text.ToString()) ? throw new RequestException($"{source} is empty.", Remedy) : text.ToString();
    }
}
