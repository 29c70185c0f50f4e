terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Where the state lives is given at init: see README.md.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = merge(local.tags, { Region = var.region })
  }
}

provider "aws" {
  alias  = "disaster_recovery"
  region = var.disaster_recovery_region

  default_tags {
    tags = merge(local.tags, { Region = var.disaster_recovery_region })
  }
}
