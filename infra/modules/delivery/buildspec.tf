# Deploy is infrastructure first (Plan, Apply), then the application (Migrate, Rollout, Verify).
module "buildspec" {
  source = "../buildspec"

  commands            = ["./build.sh Deploy --region \"$REGION\" --environment \"$DELIVERY_ENVIRONMENT\""]
  commands_afterwards = ["if [ -f artifacts/deploy.json ]; then cat artifacts/deploy.json; fi"]
  terraform_version   = var.terraform_version
}
