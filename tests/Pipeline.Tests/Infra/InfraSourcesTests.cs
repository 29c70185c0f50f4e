using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class InfraSourcesTests : IDisposable
{
    // A repository may lie in a folder whose name is left out inside of it.
    private readonly string _home = Directory.CreateTempSubdirectory("notejam-infra-").FullName;
    private readonly string _infra;

    public InfraSourcesTests()
    {
        _infra = Path.Combine(_home, "tests", "infra");
        Write("stacks/region/main.tf", "module \"network\" {\n  source = \"../../modules/network\"\n}\n");
        Write("stacks/region/.terraform.lock.hcl", "version = \"5.100.0\"");
        Write("stacks/backup/main.tf", "module \"keys\" {\n  source  = \"../../modules/keys\"\n}\n");
        Write("modules/network/main.tf", "module \"names\" {\n  source = \"./names\"\n}\nmodule \"keys\" {\n  source = \"../keys\"\n}\n");
        Write("modules/network/names/main.tf", "locals {}");
        Write("modules/keys/main.tf", "resource \"aws_kms_key\" \"this\" {}");
        Write("modules/keys/tests/keys.tftest.hcl", "run \"a\" {}");
        Write("modules/registry/main.tf", "resource \"aws_ecr_repository\" \"this\" {}");
        Write("environments/production.tfvars", "max_tasks = 12");
    }

    [Theory]
    [InlineData("stacks/region/main.tf", true)]
    [InlineData("stacks/region/outputs.tf", true)]
    [InlineData("stacks/region/.terraform.lock.hcl", true)]
    [InlineData("modules/network/main.tf", true)]
    [InlineData("modules/network/names/main.tf", true)]
    [InlineData("modules/keys/main.tf", true)]
    [InlineData("modules/keys/tests/keys.tftest.hcl", false)]
    [InlineData("modules/registry/main.tf", false)]
    [InlineData("stacks/backup/main.tf", false)]
    [InlineData("environments/production.tfvars", false)]
    [InlineData("stacks/region/README.md", false)]
    [InlineData("stacks/region/.terraform/modules/modules.json", false)]
    public void A_stack_is_its_folder_and_the_modules_that_it_calls(string changed, bool expected)
    {
        var before = Hash();
        Write(changed, File.Exists(PathOf(changed)) ? File.ReadAllText(PathOf(changed)) + "\n# changed" : "# new");
        Assert.Equal(expected, before != Hash());
    }

    [Fact]
    public void The_same_files_give_the_same_hash_wherever_they_lie()
    {
        var before = Hash();
        var elsewhere = Directory.CreateTempSubdirectory("notejam-infra-elsewhere-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(_infra, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(elsewhere, Path.GetRelativePath(_infra, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            Assert.Equal(before, InfraSources.HashOfStack(Path.Combine(elsewhere, "stacks", "region")));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public void Modules_that_call_each_other_end()
    {
        Write("modules/keys/main.tf", "module \"network\" {\n  source = \"../network\"\n}\n");
        Assert.NotEmpty(Hash());
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private string Hash() => InfraSources.HashOfStack(PathOf("stacks/region"));

    private string PathOf(string file) => Path.Combine(_infra, file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }
}
