locals {
  # What the README says that a machine needs and the image lacks: Terraform. The .NET SDK is brought by build.sh.
  terraform_archive = "terraform_${var.terraform_version}_linux_amd64.zip"

  phases = {
    install = {
      commands = [
        "curl --fail --silent --show-error --location --remote-name-all https://releases.hashicorp.com/terraform/${var.terraform_version}/{${local.terraform_archive},terraform_${var.terraform_version}_SHA256SUMS}",
        "sha256sum --check --ignore-missing --strict terraform_${var.terraform_version}_SHA256SUMS",
        "unzip -o -q ${local.terraform_archive} terraform -d /usr/local/bin && rm terraform_${var.terraform_version}_*",
        "git config --global --add safe.directory \"$CODEBUILD_SRC_DIR\"",
      ]
    }

    build = { commands = var.commands }

    # Runs after a build that failed as well.
    post_build = { commands = var.commands_afterwards }
  }
}
