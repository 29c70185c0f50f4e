locals {
  # What the README says that a machine needs and the image lacks: Terraform. The .NET SDK is brought by build.sh.
  terraform_archive = "terraform_${var.terraform_version}_linux_amd64.zip"

  # Deploy is infrastructure first (Plan, Apply), then the application (Migrate, Rollout, Verify).
  buildspec = yamlencode({
    version = "0.2"

    env = { shell = "bash" }

    phases = {
      install = {
        commands = [
          "curl --fail --silent --show-error --location --remote-name-all https://releases.hashicorp.com/terraform/${var.terraform_version}/{${local.terraform_archive},terraform_${var.terraform_version}_SHA256SUMS}",
          "sha256sum --check --ignore-missing --strict terraform_${var.terraform_version}_SHA256SUMS",
          "unzip -o -q ${local.terraform_archive} terraform -d /usr/local/bin && rm terraform_${var.terraform_version}_*",
          "git config --global --add safe.directory \"$CODEBUILD_SRC_DIR\"",
        ]
      }

      build = {
        commands = [
          "./build.sh Deploy --region \"$REGION\" --environment \"$DELIVERY_ENVIRONMENT\"",
        ]
      }

      post_build = {
        commands = ["if [ -f artifacts/deploy.json ]; then cat artifacts/deploy.json; fi"]
      }
    }
  })
}
