using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Docker.DotNet;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>Turns what libraries throw into one message with cause and remedy.</summary>
public static class Explanation
{
    /// <summary>The explained form of an expected failure; null for one that is a bug, which the safety net is for.</summary>
    public static PipelineException? Of(Exception exception) => exception switch
    {
        PipelineException explained => explained,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        // Of several that went wrong side by side the first is told: one that is a bug outweighs it.
        AggregateException { InnerExceptions: [var first, ..] several } => several.All(inner => Of(inner) is not null) ? Of(first) : null,
        TypeInitializationException { InnerException: { } cause } => Of(cause),
        _ when CredentialFailure.Of(exception, CredentialSource.Current) is { } credentials => credentials,
        ProgramNotFoundException missing => new PipelineException(missing.Message, null, missing),
        MachineException machine => new PipelineException(machine.Message, null, machine),
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" } credentials =>
            new PipelineException($"AWS does not accept the credentials any more: {credentials.Message}", "Sign in again and run the same command: it goes on where this one stopped.", credentials),
        AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } denied =>
            new PipelineException($"AWS denies the call: {denied.Message}", "Give the caller's role this action.", denied),
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } or AmazonServiceException { Retryable: not null } =>
            new PipelineException($"AWS answers {((AmazonServiceException)exception).ErrorCode}: {exception.Message}", "Run the same command again: it goes on where this one stopped.", exception),
        AmazonServiceException service => new PipelineException($"AWS answers {service.ErrorCode}: {service.Message}", null, service),
        AmazonClientException client => new PipelineException($"AWS cannot be reached: {client.Message}", "Check network, region and credentials.", client),
        DockerContainerNotFoundException or DockerImageNotFoundException =>
            new PipelineException($"The Docker engine does not have it: {((DockerApiException)exception).ResponseBody ?? exception.Message}", "Something else has removed it meanwhile: run the same command again.", exception),
        DockerApiException docker => new PipelineException($"The Docker engine refuses: {docker.ResponseBody ?? docker.Message}", null, docker),
        HttpRequestException { InnerException: SocketException socket } http => new PipelineException($"{http.Message} ({socket.Message})", "Is the other side running? With --sandbox: ./build.sh Sandbox.", http),
        // As the SDK passes on a connection that breaks before there is an answer.
        IOException { InnerException: SocketException socket } broken => new PipelineException($"The other side breaks the connection: {socket.Message}", "If it is a region that is gone: ./build.sh DrDrill rehearses what is to be done. With --sandbox: does a fault keep it dead?", broken),
        TaskCanceledException { InnerException: TimeoutException } late => new PipelineException($"No answer came in time: {late.Message}", "Is the other side running? With --sandbox: ./build.sh Sandbox.", late),
        OperationCanceledException => new PipelineException("Interrupted.", "Run the same command again: it goes on where this one stopped.", exception),
        HttpRequestException http => new PipelineException(http.InnerException is { } why ? $"{http.Message} ({why.Message})" : http.Message, "Run the same command again. With --sandbox: ./build.sh Sandbox.", http),
        AuthenticationException tls => new PipelineException($"The other side's certificate is not accepted: {tls.Message}", "Is a proxy in between? Its authority belongs into this machine's trusted ones.", tls),
        SocketException socket => new PipelineException($"The network refuses: {socket.Message}", "Is the other side running? With --sandbox: ./build.sh Sandbox.", socket),
        TimeoutException late => new PipelineException($"No answer came in time: {late.Message}", "Run the same command again: it goes on where this one stopped.", late),
        JsonException json => new PipelineException($"What was read is no JSON of the kind that was expected: {StrictJson.Describe(json)}", "If it is a file under artifacts/: delete it and run its stage again.", json),
        XmlException xml => new PipelineException($"What was read is no XML{(xml.SourceUri is { Length: > 0 } file ? $" ({file})" : "")}: {xml.Message}", null, xml),
        InvalidDataException data => new PipelineException($"A file is damaged: {data.Message}", "Delete what was downloaded or made, and run the same command again.", data),
        CryptographicException crypto => new PipelineException($"A key or certificate cannot be used: {crypto.Message}", null, crypto),
        Win32Exception system => new PipelineException($"The system refuses to start a program: {system.Message}", "See that it is a program for this machine, and that this user may run it.", system),
        IOException or UnauthorizedAccessException => FileFailure.Explain(exception),
        ArgumentException { ParamName: "verdict" } verdict => new PipelineException(verdict.Message, null, verdict),
        _ => null,
    };
}
