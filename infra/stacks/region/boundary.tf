locals {
  partition = split(":", data.aws_caller_identity.current.arn)[1]

  # By name, so that the values of an environment know no account.
  permissions_boundary_arn = (var.permissions_boundary_name == null
    ? null
    : "arn:${local.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${var.permissions_boundary_name}"
  )
}
