terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Its own state lies in the bucket that it makes: see README.md.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project    = local.project
      Region     = var.region
      ManagedBy  = "terraform"
      Repository = var.repository
    }
  }
}
