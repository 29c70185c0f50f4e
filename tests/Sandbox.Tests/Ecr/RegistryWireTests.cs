using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Ecr;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class RegistryWireTests(RunningSandbox sandbox) : IDisposable
{
    private const string Status = "Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.9-1\n";
    private readonly DockerClient _docker = new DockerClientBuilder().Build();

    private string Registry => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{sandbox.Options.RegistryPort("eu-central-1")}");

    [Fact]
    public async Task A_pushed_image_is_described_scanned_and_pulled_again()
    {
        await CreateAsync("scanned", "scanOnPush=True", "MUTABLE");
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry}/scanned:v1", ("var/lib/dpkg/status", Status));
        Assert.Null(await image.PushAsync(await LogInAsync()));

        var seen = await sandbox.Boto3.RunAsync("""
            ecr = client('ecr')
            ecr.get_waiter('image_scan_complete').wait(repositoryName='scanned', imageId={'imageTag': 'v1'}, WaiterConfig={'Delay': 1})
            detail = ecr.describe_images(repositoryName='scanned', imageIds=[{'imageTag': 'v1'}])['imageDetails'][0]
            pages = ecr.get_paginator('describe_image_scan_findings').paginate(repositoryName='scanned', imageId={'imageDigest': detail['imageDigest']}, PaginationConfig={'PageSize': 1})
            found = [f for page in pages for f in page['imageScanFindings']['findings']]
            attributes = {a['key']: a['value'] for a in found[0]['attributes']}
            print(json.dumps([detail['imageDigest'][:7], detail['imageScanFindingsSummary']['findingSeverityCounts'], [f['name'] for f in found], attributes]))
            """);
        Assert.Equal(
            """["sha256:",{"HIGH":2},["CVE-2023-5363","CVE-2024-4741"],{"package_name":"libssl3","package_version":"3.0.9-1","fixed_version":"3.0.11-1~deb12u2"}]""",
            seen.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

        await image.DisposeAsync();
        await _docker.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = $"{Registry}/scanned", Tag = "v1" }, await LogInAsync(), new Progress<JSONMessage>());
        Assert.NotNull(await _docker.Images.InspectImageAsync($"{Registry}/scanned:v1"));
    }

    [Fact]
    public async Task Where_Inspector_scans_the_answer_has_its_shape_and_a_scan_cannot_be_started()
    {
        var found = await sandbox.Boto3.RunAsync("""
            ecr = client('ecr')
            rules = [{'scanFrequency': 'CONTINUOUS_SCAN', 'repositoryFilters': [{'filter': 'inspected', 'filterType': 'WILDCARD'}]}]
            ecr.put_registry_scanning_configuration(scanType='ENHANCED', rules=rules)
            print(json.dumps(ecr.get_registry_scanning_configuration()['scanningConfiguration']['scanType']))
            """);
        try
        {
            Assert.Equal("ENHANCED", (string?)found);
            await CreateAsync("inspected", "scanOnPush=False", "MUTABLE");
            await using var image = await TestImage.BuildAsync(_docker, $"{Registry}/inspected:v1", ("var/lib/dpkg/status", Status));
            Assert.Null(await image.PushAsync(await LogInAsync()));
            found = await sandbox.Boto3.RunAsync("""
                import time
                ecr, image = client('ecr'), {'imageTag': 'v1'}
                refused = error(lambda: ecr.start_image_scan(repositoryName='inspected', imageId=image))
                answer = ecr.describe_image_scan_findings(repositoryName='inspected', imageId=image)
                while 'imageScanCompletedAt' not in answer['imageScanFindings']:
                    assert answer['imageScanStatus']['status'] == 'ACTIVE' and answer['imageScanFindings'] == {'findings': []}, answer
                    time.sleep(0.2)
                    answer = ecr.describe_image_scan_findings(repositoryName='inspected', imageId=image)
                findings = answer['imageScanFindings']
                print(json.dumps([refused[1], answer['imageScanStatus']['status'], findings['findingSeverityCounts'],
                    [(f['packageVulnerabilityDetails']['vulnerabilityId'], f['severity'], f['status'], f['fixAvailable']) for f in findings['enhancedFindings']]]))
                """);
            Assert.Equal("""["ValidationException","ACTIVE",{"HIGH":2},[["CVE-2023-5363","HIGH","ACTIVE","YES"],["CVE-2024-4741","HIGH","ACTIVE","YES"]]]""", found.ToJsonString());
        }
        finally
        {
            await sandbox.Boto3.RunAsync("""
                print(json.dumps(client('ecr').put_registry_scanning_configuration(scanType='BASIC', rules=[])['registryScanningConfiguration']['scanType']))
                """);
        }
    }

    [Fact]
    public async Task An_advisory_of_today_is_found_by_a_new_scan()
    {
        await CreateAsync("advised", "scanOnPush=False", "MUTABLE");
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry}/advised:v1", ("app/App.deps.json", """{"libraries":{"Some.Package/2.1.0":{"type":"package"}}}"""));
        Assert.Null(await image.PushAsync(await LogInAsync()));
        using var http = sandbox.Http;
        await http.PostAsJsonAsync("/_sandbox/advisories", new { name = "CVE-2026-0001", ecosystem = "NuGet", package = "Some.Package", @fixed = "2.1.1", severity = "CRITICAL" });

        var found = await sandbox.Boto3.RunAsync("""
            ecr, image = client('ecr'), {'imageTag': 'v1'}
            before = error(lambda: ecr.describe_image_scan_findings(repositoryName='advised', imageId=image))
            ecr.start_image_scan(repositoryName='advised', imageId=image)
            ecr.get_waiter('image_scan_complete').wait(repositoryName='advised', imageId=image, WaiterConfig={'Delay': 1})
            findings = ecr.describe_image_scan_findings(repositoryName='advised', imageId=image)['imageScanFindings']['findings']
            again = error(lambda: ecr.start_image_scan(repositoryName='advised', imageId=image))
            print(json.dumps([before[1], [(f['name'], f['severity']) for f in findings], again[1]]))
            """);
        Assert.Equal("""["ScanNotFoundException",[["CVE-2026-0001","CRITICAL"]],"LimitExceededException"]""", found.ToJsonString());
    }

    [Fact]
    public async Task An_advisory_of_a_debian_package_of_the_base_image_is_found_while_its_fix_is_newer()
    {
        const string BaseImage = "mcr.microsoft.com/dotnet/aspnet:10.0";
        var machine = new ThisMachine();
        using var engine = await machine.Engine.EnsureRunningAsync();
        await machine.Images(engine).EnsureAsync(BaseImage);
        await CreateAsync("based", "scanOnPush=False", "MUTABLE");
        await _docker.Images.TagImageAsync(BaseImage, new ImageTagParameters { RepositoryName = $"{Registry}/based", Tag = "v1" });
        await using var image = new TestImage(_docker, $"{Registry}/based:v1");
        Assert.Null(await image.PushAsync(await LogInAsync()));
        using var http = sandbox.Http;
        await http.PostAsJsonAsync("/_sandbox/advisories", new { name = "CVE-2026-0002", ecosystem = "Debian", package = "openssl", @fixed = "9:1.0", severity = "HIGH" });
        await http.PostAsJsonAsync("/_sandbox/advisories", new { name = "CVE-2026-0003", ecosystem = "Debian", package = "openssl", @fixed = "3.0.0~rc1", severity = "HIGH" });

        var found = await sandbox.Boto3.RunAsync("""
            ecr, image = client('ecr'), {'imageTag': 'v1'}
            ecr.start_image_scan(repositoryName='based', imageId=image)
            ecr.get_waiter('image_scan_complete').wait(repositoryName='based', imageId=image, WaiterConfig={'Delay': 1})
            findings = ecr.describe_image_scan_findings(repositoryName='based', imageId=image)['imageScanFindings']['findings']
            ssl = [dict((a['key'], a['value']) for a in f['attributes']) for f in findings if f['name'] == 'CVE-2026-0002']
            print(json.dumps([sorted({f['name'] for f in findings}), sorted(s['package_name'] for s in ssl), sorted({s['fixed_version'] for s in ssl}), ssl[0]['package_version']]))
            """);
        // Scans of other tests would find it too.
        (await http.DeleteAsync(new Uri("/_sandbox/advisories/CVE-2026-0002", UriKind.Relative))).EnsureSuccessStatusCode();
        (await http.DeleteAsync(new Uri("/_sandbox/advisories/CVE-2026-0003", UriKind.Relative))).EnsureSuccessStatusCode();

        Assert.Equal("""["CVE-2026-0002"]""", found[0]!.ToJsonString());
        Assert.Contains(found[1]!.AsArray(), name => name!.GetValue<string>().StartsWith("libssl3", StringComparison.Ordinal));
        Assert.Equal("""["9:1.0"]""", found[2]!.ToJsonString());
        Assert.StartsWith("3.", found[3]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_immutable_tag_keeps_its_image()
    {
        await CreateAsync("immutable", "scanOnPush=False", "IMMUTABLE");
        await using var first = await TestImage.BuildAsync(_docker, $"{Registry}/immutable:v1", ("a", "1"));
        Assert.Null(await first.PushAsync(await LogInAsync()));
        Assert.Null(await first.PushAsync(await LogInAsync()));

        await using var second = await TestImage.BuildAsync(_docker, $"{Registry}/immutable:v1", ("a", "2"));
        Assert.Contains("already exists in the 'immutable' repository and cannot be overwritten", await second.PushAsync(await LogInAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_gets_another_tag_without_a_push_and_loses_it_again()
    {
        await CreateAsync("retagged", "scanOnPush=False", "MUTABLE");
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry}/retagged:v1", ("a", "1"));
        Assert.Null(await image.PushAsync(await LogInAsync()));

        var tags = await sandbox.Boto3.RunAsync("""
            ecr = client('ecr')
            tags = lambda: sorted(i.get('imageTag', '-') for i in ecr.list_images(repositoryName='retagged')['imageIds'])
            manifest = ecr.batch_get_image(repositoryName='retagged', imageIds=[{'imageTag': 'v1'}])['images'][0]['imageManifest']
            ecr.put_image(repositoryName='retagged', imageManifest=manifest, imageTag='live')
            after = tags()
            again = error(lambda: ecr.put_image(repositoryName='retagged', imageManifest=manifest, imageTag='live'))
            ecr.batch_delete_image(repositoryName='retagged', imageIds=[{'imageTag': 'v1'}])
            full = error(lambda: ecr.delete_repository(repositoryName='retagged'))
            print(json.dumps([after, again[1], tags(), full[1]]))
            """);
        Assert.Equal("""[["live","v1"],"ImageAlreadyExistsException",["live"],"RepositoryNotEmptyException"]""", tags.ToJsonString());
    }

    [Fact]
    public async Task A_repository_must_exist_in_the_region_pushed_to()
    {
        await CreateAsync("one-region", "scanOnPush=False", "MUTABLE");
        var other = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{sandbox.Options.RegistryPort("eu-west-2")}");
        await using var image = await TestImage.BuildAsync(_docker, $"{other}/one-region:v1", ("a", "1"));

        Assert.Contains("The repository with name 'one-region' does not exist", await image.PushAsync(await LogInAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_login_nothing_is_taken()
    {
        await CreateAsync("closed", "scanOnPush=False", "MUTABLE");
        await using var image = await TestImage.BuildAsync(_docker, $"{Registry}/closed:v1", ("a", "1"));

        Assert.Contains("basic auth", await image.PushAsync(new AuthConfig()), StringComparison.Ordinal);
    }

    public void Dispose() => _docker.Dispose();

    private Task<System.Text.Json.Nodes.JsonNode> CreateAsync(string name, string scanning, string mutability) => sandbox.Boto3.RunAsync($$"""
        r = client('ecr').create_repository(repositoryName='{{name}}', imageTagMutability='{{mutability}}', imageScanningConfiguration=dict({{scanning}}))
        print(json.dumps(r['repository']['repositoryUri']))
        """);

    private async Task<AuthConfig> LogInAsync()
    {
        var token = await sandbox.Boto3.RunAsync("print(json.dumps(client('ecr').get_authorization_token()['authorizationData'][0]['authorizationToken']))");
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token.GetValue<string>())).Split(':', 2);
        return new AuthConfig { Username = parts[0], Password = parts[1], ServerAddress = Registry };
    }
}
