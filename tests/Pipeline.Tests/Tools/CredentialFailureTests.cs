using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

/// <summary>Each way in which credentials are not to be had, with the SDK's own resolution of real files.</summary>
public sealed class CredentialFailureTests : IAsyncLifetime
{
    private const string Config = """
        [profile proc-fails]
        credential_process = /bin/sh -c "echo the vault is shut >&2; exit 3"
        [profile proc-garbage]
        credential_process = /bin/echo hunter2
        [profile proc-missing]
        credential_process = /nonexistent/program
        [profile proc]
        credential_process = /bin/echo '{"Version":1,"AccessKeyId":"ASIAX","SecretAccessKey":"s"}'
        [profile role-of-proc]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = proc
        [profile role-of-proc-fails]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = proc-fails
        [profile sso]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Dev
        [sso-session corp]
        sso_region = eu-central-1
        sso_start_url = https://corp.example/start
        [profile sso-old]
        sso_account_id = 123456789012
        sso_role_name = Dev
        sso_region = eu-central-1
        sso_start_url = https://corp.example/start
        [profile mfa]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        mfa_serial = arn:aws:iam::123456789012:mfa/me
        [profile over-mfa]
        role_arn = arn:aws:iam::123456789012:role/y
        source_profile = mfa
        [profile keys]
        aws_access_key_id = AKIA1
        aws_secret_access_key = x
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = keys
        [profile cycle-a]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = cycle-b
        [profile cycle-b]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = cycle-a
        [profile no-source]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = nobody
        [profile web]
        role_arn = arn:aws:iam::123456789012:role/x
        web_identity_token_file = /nonexistent/token
        [profile half]
        aws_access_key_id = AKIA1
        [profile container]
        role_arn = arn:aws:iam::123456789012:role/x
        credential_source = EcsContainer
        [profile odd]
        role_arn = arn:aws:iam::123456789012:role/x
        credential_source = Nonsense
        [profile login]
        login_session = arn:aws:iam::123456789012:user/me
        [profile region-only]
        region = eu-central-1
        """;

    private readonly Dictionary<string, string?> _environment = [];
    private readonly ProcessRunner _processes = new();
    private readonly string _home = Directory.CreateTempSubdirectory("notejam-home").FullName;
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();

        Directory.CreateDirectory(Path.Combine(_home, ".aws", "sso", "cache"));
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", "config"), Config);
        // What this process has of AWS is not the caller's.
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal))) _environment[name] = null;
        _environment["HOME"] = _home;
        _environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var service in new[] { "SSO", "SSO_OIDC", "STS" }) _environment[$"AWS_ENDPOINT_URL_{service}"] = _server.Urls.Single();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Theory]
    [InlineData("AWS_PROFILE=proc-fails", "The profile proc-fails gets its credentials from a credential_process, which fails: Command returned non-zero exit value 3 with the error - the vault is shut", "by hand")]
    [InlineData("AWS_PROFILE=proc-garbage", "malformed JSON", "--profile proc-garbage")]
    [InlineData("AWS_PROFILE=proc-missing", "/nonexistent/program", "by hand")]
    [InlineData("AWS_PROFILE=role-of-proc-fails", "gets its credentials from a credential_process, which fails: Command returned non-zero exit value 3", "by hand")]
    [InlineData("AWS_PROFILE=role-of-proc", "The profile role-of-proc cannot take on its role", "trust policy")]
    [InlineData("AWS_PROFILE=mfa", "The profile mfa asks for the code of an MFA device", "export-credentials --profile mfa")]
    [InlineData("AWS_PROFILE=over-mfa", "asks for the code of an MFA device", "export-credentials")]
    [InlineData("AWS_PROFILE=cycle-a", "The profile cycle-a cannot be used: Error reading profile [cycle-a]: the source profile definition is cyclical", "~/.aws/config")]
    [InlineData("AWS_PROFILE=no-source", "Source profile [nobody] was not found", "~/.aws/config")]
    [InlineData("AWS_PROFILE=web", "'/nonexistent/token'", "web_identity_token_file")]
    [InlineData("AWS_PROFILE=half", "Credential profile [half] is not valid", "aws configure list --profile half")]
    [InlineData("AWS_PROFILE=container", "container", "AWS_CONTAINER_CREDENTIALS_FULL_URI")]
    [InlineData("AWS_PROFILE=odd", "Credential source [Nonsense] is invalid", "~/.aws/config")]
    [InlineData("AWS_PROFILE=login", "does not know", "export-credentials --profile login")]
    [InlineData("AWS_PROFILE=region-only", "Credential profile [region-only] is not valid", "~/.aws/config")]
    [InlineData("AWS_PROFILE=kesy", "There is no profile 'kesy'", "Did you mean keys?")]
    [InlineData("AWS_PROFILE=role", "The profile role cannot take on its role", "trust policy")]
    [InlineData("AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x AWS_WEB_IDENTITY_TOKEN_FILE=/nonexistent/t", "'/nonexistent/t'", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9/x", "Connection refused", "AWS_CONTAINER_CREDENTIALS_FULL_URI")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://example.com/x", "invalid host", "Set AWS_PROFILE")]
    [InlineData("AWS_ACCESS_KEY_ID=AKIA1", "AWS_SECRET_ACCESS_KEY is not set", "Set AWS_PROFILE")]
    [InlineData("AWS_SECRET_ACCESS_KEY=x", "AWS_ACCESS_KEY_ID is not set", "Set AWS_PROFILE")]
    [InlineData("", "No AWS credentials were found in the environment, the profile or the machine's role.", "--sandbox")]
    public async Task Each_source_that_gives_no_credentials_is_named_with_what_to_do(string variables, string cause, string remedy)
    {
        foreach (var pair in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))) _environment[pair[0]] = pair[1];

        var explained = await FailAsync();

        Assert.Contains(cause, explained, StringComparison.Ordinal);
        Assert.Contains(remedy, explained[explained.LastIndexOf('→')..], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", explained, StringComparison.Ordinal);
    }

    // {h} is the home folder.
    [Theory]
    [InlineData("AWS_PROFILE=kesy", "There is no profile 'kesy', which AWS_PROFILE names, in ~/.aws/config or ~/.aws/credentials.")]
    [InlineData("AWS_PROFILE=kesy AWS_CONFIG_FILE={h}/gone", "in {h}/gone (AWS_CONFIG_FILE, which is not there) or ~/.aws/credentials.")]
    [InlineData("AWS_PROFILE=keys AWS_CONFIG_FILE={h}/gone", "There is no profile 'keys', which AWS_PROFILE names, in {h}/gone (AWS_CONFIG_FILE, which is not there) or ~/.aws/credentials.")]
    [InlineData("AWS_PROFILE=kesy AWS_SHARED_CREDENTIALS_FILE={h}/gone", "in ~/.aws/config or {h}/gone (AWS_SHARED_CREDENTIALS_FILE, which is not there).")]
    [InlineData("AWS_PROFILE=kesy AWS_CONFIG_FILE={h}/.aws/config AWS_SHARED_CREDENTIALS_FILE={h}/.aws/config", "in {h}/.aws/config (AWS_CONFIG_FILE) or {h}/.aws/config (AWS_SHARED_CREDENTIALS_FILE).")]
    [InlineData("AWS_PROFILE=half AWS_CONFIG_FILE={h}/.aws/config", "Correct it in {h}/.aws/config (AWS_CONFIG_FILE) or ~/.aws/credentials")]
    [InlineData("AWS_PROFILE=region-only AWS_SHARED_CREDENTIALS_FILE={h}/gone", "Correct it in ~/.aws/config or {h}/gone (AWS_SHARED_CREDENTIALS_FILE, which is not there)")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE={h}/gone", "No AWS credentials were found in the environment, the profile or the machine's role: AWS_SHARED_CREDENTIALS_FILE names {h}/gone, which is not there.")]
    [InlineData("AWS_CONFIG_FILE={h}/gone AWS_SHARED_CREDENTIALS_FILE={h}/lost", "role: AWS_CONFIG_FILE names {h}/gone, which is not there; AWS_SHARED_CREDENTIALS_FILE names {h}/lost, which is not there.")]
    public async Task A_message_about_a_file_names_the_one_that_is_read(string variables, string expected)
    {
        foreach (var pair in variables.Split(' ').Select(pair => pair.Split('=', 2))) _environment[pair[0]] = pair[1].Replace("{h}", _home, StringComparison.Ordinal);
        Assert.Contains(expected.Replace("{h}", _home, StringComparison.Ordinal), await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_the_other_file_counts_where_a_variable_leads_nowhere()
    {
        _environment["AWS_CONFIG_FILE"] = Path.Combine(_home, "gone");
        _environment["AWS_PROFILE"] = "kept";
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", "credentials"), "[kept]\naws_access_key_id = AKIA1\naws_secret_access_key = x\n");
        Assert.Equal("123456789012", await AskAsync());
    }

    public static TheoryData<string, string, string?> FilesOfNoUse
    {
        get
        {
            var rows = new TheoryData<string, string, string?>();
            foreach (var variable in new[] { "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE" })
                foreach (var state in new[] { "missing", "empty", "folder", "unreadable", "relative" })
                    foreach (var profile in new[] { null, "work" }) rows.Add(variable, state, profile);
            return rows;
        }
    }

    // The AWS CLI reads the file that is named or none (botocore/configloader.py), the SDK then goes on to the one at home.
    [Theory]
    [MemberData(nameof(FilesOfNoUse))]
    public async Task A_variable_that_leads_nowhere_leads_to_nobody_s_account(string variable, string state, string? profile)
    {
        var isConfig = variable == "AWS_CONFIG_FILE";
        const string Keys = "aws_access_key_id = AKIA1\naws_secret_access_key = x\n";
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", isConfig ? "config" : "credentials"), $"[default]\n{Keys}[{(isConfig ? "profile " : "")}work]\n{Keys}");
        if (!isConfig) File.Delete(Path.Combine(_home, ".aws", "config"));
        var named = Path.Combine(_home, "named");
        if (state == "folder") Directory.CreateDirectory(named);
        if (state is "empty" or "unreadable") await File.WriteAllTextAsync(named, "");
        if (state == "unreadable") await ForbidAsync(named);
        _environment[variable] = state == "relative" ? "gone/named" : named;
        _environment["AWS_PROFILE"] = profile;

        var explained = await FailAsync();

        Assert.StartsWith(profile is null ? "No AWS credentials were found" : "There is no profile 'work', which AWS_PROFILE names", explained, StringComparison.Ordinal);
        var why = state switch { "folder" => "is a folder", "unreadable" => "cannot be read", "empty" => "", _ => "is not there" };
        if (why.Length > 0) Assert.Matches($"{Regex.Escape(state == "relative" ? "gone/named" : named)}.*which {why}", explained);
        if (why.Length > 0 || profile is not null) Assert.Contains(variable, explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_at_home_does_not_count_where_a_variable_leads_nowhere()
    {
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", "config"), $"[default]\nendpoint_url = {_server.Urls.Single()}\n");
        foreach (var name in _environment.Keys.Where(name => name.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal)).ToList()) _environment[name] = null;
        (_environment["AWS_ACCESS_KEY_ID"], _environment["AWS_SECRET_ACCESS_KEY"]) = ("AKIA1", "x");
        // In the internet's place: nobody.
        foreach (var name in new[] { "HTTPS_PROXY", "https_proxy" }) _environment[name] = "http://127.0.0.1:9";
        foreach (var name in new[] { "NO_PROXY", "no_proxy" }) _environment[name] = null;
        Assert.Equal("123456789012", await AskAsync());
        _environment["AWS_CONFIG_FILE"] = Path.Combine(_home, "gone");
        Assert.StartsWith("AWS cannot be reached at https://sts.eu-central-1.amazonaws.com", await FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    // The SDK reads a config beside the credentials, and without a home one of the folder that it runs in; the AWS CLI does neither.
    [InlineData("AWS_SHARED_CREDENTIALS_FILE={h}/.aws/sso/keys AWS_PROFILE=beside", 1, "There is no profile 'beside'")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE={h}/.aws/sso/keys AWS_PROFILE=keys", 0, "123456789012")]
    [InlineData("HOME= AWS_PROFILE=beside", 1, "There is no profile 'beside'")]
    public async Task No_other_file_is_read_than_the_AWS_CLI_reads(string variables, int exitCode, string expected)
    {
        const string Keys = "aws_access_key_id = AKIA1\naws_secret_access_key = x\n";
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", "sso", "keys"), $"[other]\n{Keys}");
        await File.WriteAllTextAsync(Path.Combine(_home, ".aws", "sso", "config"), $"[profile beside]\n{Keys}");
        Directory.CreateDirectory(Path.Combine(_home, "here", ".aws"));
        await File.WriteAllTextAsync(Path.Combine(_home, "here", ".aws", "config"), $"[profile beside]\n{Keys}");
        foreach (var pair in variables.Split(' ').Select(pair => pair.Split('=', 2))) _environment[pair[0]] = pair[1] is "" ? null : pair[1].Replace("{h}", _home, StringComparison.Ordinal);
        Assert.StartsWith(expected, await RunAsync(exitCode, Path.Combine(_home, "here")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_at_home_that_cannot_be_read_is_named()
    {
        await ForbidAsync(Path.Combine(_home, ".aws", "config"));
        Assert.Contains("~/.aws/config cannot be read", await FailAsync(), StringComparison.Ordinal);
        _environment["AWS_PROFILE"] = "keys";
        Assert.Contains("in ~/.aws/config (which cannot be read) or ~/.aws/credentials", await FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proc")]
    [InlineData("default")]
    public async Task A_program_gives_credentials(string profile)
    {
        await File.AppendAllTextAsync(Path.Combine(_home, ".aws", "config"), "\n[default]\ncredential_process = /bin/echo '{\"Version\":1,\"AccessKeyId\":\"ASIAX\",\"SecretAccessKey\":\"s\"}'\n");
        if (profile != "default") _environment["AWS_PROFILE"] = profile;
        Assert.Equal("123456789012", await AskAsync());
    }

    [Theory]
    [InlineData("sso", "missing")]
    [InlineData("sso-old", "missing")]
    [InlineData("sso", "garbage")]
    [InlineData("sso", "expired")]
    [InlineData("sso-old", "expired")]
    [InlineData("sso", "refused")]
    [InlineData("sso", "revoked")]
    public async Task A_session_of_SSO_that_is_over_asks_to_sign_in_again(string profile, string state)
    {
        _environment["AWS_PROFILE"] = profile;
        Remember(state);

        var explained = await FailAsync();

        Assert.StartsWith($"The profile {profile} signs in with AWS IAM Identity Center (SSO), where its session is missing or over", explained, StringComparison.Ordinal);
        Assert.EndsWith($"→ aws sso login --profile {profile}", explained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sso")]
    [InlineData("sso-old")]
    public async Task A_session_of_SSO_gives_credentials(string profile)
    {
        _environment["AWS_PROFILE"] = profile;
        Remember("good");

        Assert.Equal("123456789012", await AskAsync());
    }

    [Fact]
    public async Task A_default_profile_of_SSO_gives_credentials_too()
    {
        await File.AppendAllTextAsync(Path.Combine(_home, ".aws", "config"), "\n[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n");
        Remember("good");
        Assert.Equal("123456789012", await AskAsync());
    }

    [Fact]
    public async Task A_default_profile_of_a_region_alone_stands_in_nobody_s_way()
    {
        await File.AppendAllTextAsync(Path.Combine(_home, ".aws", "config"), "\n[default]\nregion = eu-central-1\n");
        Assert.StartsWith("No AWS credentials were found in the environment, the profile or the machine's role.", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_not_assigned_is_named()
    {
        _environment["AWS_PROFILE"] = "sso";
        Remember("forbidden");
        Assert.Contains("No access", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_in_the_environment_win_over_a_profile()
    {
        _environment["AWS_PROFILE"] = "sso";
        _environment["AWS_ACCESS_KEY_ID"] = "ASIAX";
        _environment["AWS_SECRET_ACCESS_KEY"] = "x";
        Assert.Equal("123456789012", await AskAsync());
    }

    [Fact]
    public void A_line_of_a_file_that_is_none_is_not_quoted()
    {
        var thrown = new TypeInitializationException("x", new InvalidDataException("Line 7:<aws_secret_access_key hunter2\n> in file /home/me/.aws/credentials does not contain a section, property or comment."));

        var explained = Explanation.Of(thrown)!;

        Assert.Equal("Line 7 of /home/me/.aws/credentials is no section, property or comment.", explained.Cause);
    }

    private Task<ProcessResult> ForbidAsync(string file) => _processes.RunAsync(ProcessCommand.Of("chmod", "0", file));

    private Task<string> FailAsync() => RunAsync(1);

    private Task<string> AskAsync() => RunAsync(0);

    private async Task<string> RunAsync(int exitCode, string? folder = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "AwsCaller.dll");
        // Root reads what it may not, unless it gives that up.
        string[] line = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", Environment.ProcessPath!, program] : [Environment.ProcessPath!, program];
        var result = await _processes.RunAsync(new ProcessCommand(line[0], line[1..]) { Environment = _environment, WorkingDirectory = folder });
        Assert.True(result.ExitCode == exitCode, result.Output + result.Error);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
        return result.Output.Trim();
    }

    /// <summary>Leaves a token as <c>aws sso login</c> does.</summary>
    private void Remember(string state)
    {
        if (state == "missing") return;
        var expiry = state is "expired" or "refused" ? "2020-01-01T00:00:00Z" : DateTime.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        const string Refresh = ""","clientId":"c","clientSecret":"s","registrationExpiresAt":"2099-01-01T00:00:00Z","refreshToken":"r" """;
        var refresh = state == "refused" ? Refresh : "";
        var text = state == "garbage" ? "garbage" : $$"""{"startUrl":"https://corp.example/start","region":"eu-central-1","accessToken":"{{state}}","expiresAt":"{{expiry}}"{{refresh}}}""";
        // The name of the file is the SHA-1 of the session's name, or of the address where a profile has no session.
        foreach (var name in new[] { "corp", "https://corp.example/start" })
#pragma warning disable CA5350 // As the AWS CLI does it.
            File.WriteAllText(Path.Combine(_home, ".aws", "sso", "cache", Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(name))) + ".json"), text);
#pragma warning restore CA5350
    }

    // botocore: sso GetRoleCredentials (GET /federation/credentials), sso-oidc CreateToken (POST /token), sts GetCallerIdentity.
    private static async Task AnswerAsync(HttpContext context)
    {
        var token = context.Request.Headers["x-amz-sso_bearer_token"].ToString();
        var form = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["Action"].ToString() : "";
        var (status, type, error, body) = (context.Request.Path.Value, token, form) switch
        {
            ("/federation/credentials", "good", _) => (200, "application/json", "", """{"roleCredentials":{"accessKeyId":"ASIAX","secretAccessKey":"s","sessionToken":"t","expiration":4102444800000}}"""),
            ("/federation/credentials", "forbidden", _) => (403, "application/json", "ForbiddenException", """{"message":"No access"}"""),
            ("/federation/credentials", _, _) => (401, "application/json", "UnauthorizedException", """{"message":"Session token not found or invalid"}"""),
            ("/token", _, _) => (400, "application/json", "InvalidGrantException", """{"error":"invalid_grant","error_description":"Invalid refresh token provided"}"""),
            (_, _, "GetCallerIdentity") => (200, "text/xml", "", """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>A</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"""),
            _ => (403, "text/xml", "", """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: me is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>"""),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (error.Length > 0) context.Response.Headers["x-amzn-ErrorType"] = error;
        await context.Response.WriteAsync(body);
    }
}
