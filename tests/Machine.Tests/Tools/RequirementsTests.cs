using Notejam.Machine.Tests.Support;
using Notejam.Machine.Tools;

namespace Notejam.Machine.Tests.Tools;

public sealed class RequirementsTests : IDisposable
{
    private static readonly string[] All = ["git", "dotnet", "terraform", "python3", "moto_server", "dockerd", "docker-registry", "redis-server", "mmdebstrap"];
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingRunner _runner = new();

    [Fact]
    public async Task A_machine_with_all_of_it_has_nothing_to_complain_about()
    {
        AddPostgres("15");
        _runner.On("git --version", "git version 2.39.5\n");

        var found = await CheckAsync(root: false, All);

        Assert.Null(Requirements.Complain(found));
        Assert.StartsWith("OK   git: git version 2.39.5 (", found[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_each_with_its_remedy()
    {
        var complaint = Requirements.Complain(await CheckAsync(root: false, "git", "dotnet", "python3", "dockerd"));

        Assert.Contains("terraform (install Terraform", complaint, StringComparison.Ordinal);
        Assert.Contains("moto_server (run `pip install 'moto[server]'`", complaint, StringComparison.Ordinal);
        Assert.Contains("apt-get install -y postgresql`", complaint, StringComparison.Ordinal);
        Assert.Contains("apt-get install -y redis-server`", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("git", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_root_on_Debian_gets_by_itself_is_no_complaint()
    {
        AddPostgres("15");

        var found = await CheckAsync(root: true, "git", "dotnet", "terraform", "python3", "moto_server");

        Assert.Null(Requirements.Complain(found));
        Assert.Contains("SKIP dockerd: installed when first needed", found.Select(requirement => requirement.ToString()));
    }

    [Fact]
    public async Task A_delivery_to_AWS_wants_nothing_of_the_sandboxs()
    {
        var host = _folder.Debian(false, "git", "dotnet", "terraform");

        Assert.Null(Requirements.Complain(await new Requirements(host, _runner) { Mirror = new TerraformMirror(host) { Roots = [] } }.CheckAsync(withSandbox: false)));
    }

    [Fact]
    public async Task A_program_that_does_not_run_is_missing()
    {
        _runner.On("terraform version", exitCode: 126, error: "exec format error\n");

        var terraform = (await CheckAsync(root: true, All)).Single(requirement => requirement.Name == "terraform");

        Assert.False(terraform.IsMet);
        Assert.Contains("does not run (exec format error)", terraform.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_complete_PostgreSQL_is_taken()
    {
        AddPostgres("9");
        AddPostgres("15");
        _folder.Write("postgresql/17/bin/psql", "");

        var found = Postgres(root: false).Find();

        Assert.EndsWith("/postgresql/15/bin", found, StringComparison.Ordinal);
        Assert.Equal(15, PostgresBinaries.MajorOf(found!));
    }

    [Fact]
    public void PostgreSQL_on_PATH_serves_where_Debians_folder_is_absent()
    {
        _folder.AddPrograms("initdb", "pg_ctl", "postgres");

        Assert.Equal(_folder.Programs, Postgres(root: false).Find());
    }

    public void Dispose() => _folder.Dispose();

    private void AddPostgres(string major)
    {
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" }) _folder.Write($"postgresql/{major}/bin/{program}", "");
    }

    private PostgresBinaries Postgres(bool root) =>
        new(_folder.Debian(root)) { DebianRoot = Path.Combine(_folder.Path, "postgresql") };

    private Task<IReadOnlyList<Requirement>> CheckAsync(bool root, params string[] programs)
    {
        var host = _folder.Debian(root, programs);
        return new Requirements(host, _runner)
        {
            Mirror = new TerraformMirror(host) { Roots = [] },
            Postgres = Postgres(root),
        }.CheckAsync(withSandbox: true);
    }
}
