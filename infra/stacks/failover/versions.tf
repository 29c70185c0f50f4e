terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Where the state lives is given at init: in the disaster-recovery region, which must do without the other one.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project     = local.project
      Environment = var.environment
      Region      = var.region
      ManagedBy   = "terraform"
      Repository  = var.repository
      Failover    = var.failover_id # Only what carries it may be changed or removed by a failover or a failback.
    }
  }
}
