terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"

      # Region of the replica; any when there is none.
      configuration_aliases = [aws.replica]
    }
  }
}
