namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>The constructors that every exception of an AWS service has.</summary>
internal static class ExceptionConstructors
{
    private const string Details = "ErrorType errorType, string errorCode, string requestId, System.Net.HttpStatusCode statusCode";
    private const string DetailNames = "errorType, errorCode, requestId, statusCode";

    public static void Add(SourceWriter code, string name) => code.Add($$"""
        public {{name}}() : base() { }
        public {{name}}(string message) : base(message) { }
        public {{name}}(string message, Exception innerException) : base(message, innerException) { }
        public {{name}}(Exception innerException) : base(innerException) { }
        public {{name}}(string message, Exception innerException, {{Details}}) : base(message, innerException, {{DetailNames}}) { }
        public {{name}}(string message, {{Details}}) : base(message, {{DetailNames}}) { }
        """);
}
