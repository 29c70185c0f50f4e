terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # The region that survives: where it is told that the other one has failed over.
      configuration_aliases = [aws.replica]
    }
  }
}
