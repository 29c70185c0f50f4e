# AWS restores the newest copy in the disaster-recovery region on a schedule and deletes it again: that the recovery
# point opens at all. What is in it only the drill checks.
resource "aws_backup_restore_testing_plan" "this" {
  count    = var.restore_testing == null ? 0 : 1
  provider = aws.disaster_recovery

  name                         = replace(var.name, "-", "_") # Letters, digits and underscores only.
  schedule_expression          = var.restore_testing.schedule
  schedule_expression_timezone = "Etc/UTC"
  start_window_hours           = var.restore_testing.start_window_hours

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [module.disaster_recovery_vault.arn]
    recovery_point_types  = ["SNAPSHOT"]
    selection_window_days = var.restore_testing.selection_window_days
  }
}

resource "aws_backup_restore_testing_selection" "this" {
  count    = var.restore_testing == null ? 0 : 1
  provider = aws.disaster_recovery

  name                       = "${replace(var.name, "-", "_")}_database"
  restore_testing_plan_name  = aws_backup_restore_testing_plan.this[0].name
  iam_role_arn               = aws_iam_role.restore.arn
  protected_resource_type    = "RDS"
  protected_resource_arns    = local.database_arns
  restore_metadata_overrides = var.restore_testing.metadata_overrides
  validation_window_hours    = var.restore_testing.validation_window_hours

  depends_on = [aws_iam_role_policy.restore]
}
