output "yaml" {
  description = "The buildspec."
  value       = yamlencode({ version = "0.2", env = { shell = "bash" }, phases = local.phases })
}
