variables {
  commands            = ["./build.sh VerifyBackups --region eu-central-1"]
  commands_afterwards = ["cat artifacts/backup-verdict.md"]
}

run "commands_run_in_their_phases" {
  command = plan

  assert {
    condition     = yamldecode(output.yaml).version == "0.2" && yamldecode(output.yaml).env.shell == "bash"
    error_message = "A buildspec as CodeBuild reads it, in bash."
  }

  assert {
    condition     = yamldecode(output.yaml).phases.build.commands == ["./build.sh VerifyBackups --region eu-central-1"] && yamldecode(output.yaml).phases.post_build.commands == ["cat artifacts/backup-verdict.md"]
    error_message = "What is built, and what comes afterwards."
  }
}

run "what_is_downloaded_is_checked_before_it_is_unpacked" {
  command = plan

  variables {
    terraform_version = "1.12.0"
  }

  assert {
    condition     = [for command in yamldecode(output.yaml).phases.install.commands : split(" ", command)[0]] == ["curl", "sha256sum", "unzip", "git"] && strcontains(yamldecode(output.yaml).phases.install.commands[1], "--strict terraform_1.12.0_SHA256SUMS")
    error_message = "Fetched, checked, unpacked."
  }
}

run "without_a_version_it_is_the_usual_one" {
  command = plan

  variables {
    terraform_version = null
  }

  assert {
    condition     = strcontains(yamldecode(output.yaml).phases.install.commands[0], "/terraform/1.11.4/")
    error_message = "Null is no version."
  }
}

run "an_old_terraform_and_nothing_to_do_are_refused" {
  command = plan

  variables {
    commands            = []
    commands_afterwards = []
    terraform_version   = "1.5.0"
  }

  expect_failures = [var.commands, var.commands_afterwards, var.terraform_version]
}
