using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Api;

namespace Notejam.Sandbox.Lambda.Code;

/// <summary>Takes the zip file out of a request: it came along, or lies in a bucket.</summary>
internal sealed class CodeReader(IEmulator emulator, CodeStore store)
{
    /// <summary>Reads the code and keeps it.</summary>
    /// <param name="code">A FunctionCode, or an UpdateFunctionCode request.</param>
    /// <returns>Its SHA-256, Base64, and its bytes.</returns>
    public async Task<(string Sha256, long Size)> ReadAsync(string region, JsonObject code, CancellationToken cancellationToken)
    {
        if (code.Text("ImageUri") is not null) throw LambdaErrors.NotServed("functions in images are not implemented, those in zip files are");
        var zip = (code.Text("ZipFile"), code.Text("S3Bucket"), code.Text("S3Key")) switch
        {
            ({ } text, null, null) => Decode(text),
            (null, { } bucket, { } key) => await DownloadAsync(region, bucket, key, cancellationToken),
            _ => throw LambdaErrors.Invalid("Please provide a source for function code: ZipFile, or S3Bucket and S3Key."),
        };
        return (store.Add(zip), zip.Length);
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException error)
        {
            throw LambdaErrors.Invalid($"ZipFile is not Base64: {error.Message}");
        }
    }

    private async Task<byte[]> DownloadAsync(string region, string bucket, string key, CancellationToken cancellationToken)
    {
        var path = $"/{bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";
        var request = new AwsRequest
        {
            Region = region,
            Service = "s3",
            Operation = "GetObject",
            Protocol = AwsProtocol.Rest,
            Method = "GET",
            PathAndQuery = path,
            Body = [],
        };
        var answer = await emulator.AnswerAsync(request, cancellationToken);
        return answer.Status == StatusCodes.Status200OK
            ? answer.Body
            : throw LambdaErrors.Invalid($"Error occurred while GetObject. S3 answered {answer.Status} for {bucket}/{key}: is it there?");
    }
}
