using System.IO.Compression;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Lambda;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class LambdaTerraformTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task A_function_in_a_network_with_all_its_settings_applies_without_drift_changes_and_goes()
    {
        using var folder = new TemporaryFolder();
        var zip = Path.Combine(folder.Path, "function.zip");
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create))
        {
            var entry = archive.CreateEntry("bootstrap");
            entry.ExternalAttributes = Convert.ToInt32("755", 8) << 16;
            await using var writer = new StreamWriter(await entry.OpenAsync());
            await writer.WriteAsync("#!/bin/sh\nexit 1\n");
        }

        using var project = await TerraformProject.CreateAsync(sandbox, $$"""
            variable "memory" {
              default = 256
            }

            resource "aws_vpc" "it" {
              cidr_block = "10.7.0.0/16"
            }

            resource "aws_subnet" "it" {
              vpc_id     = aws_vpc.it.id
              cidr_block = "10.7.1.0/24"
            }

            resource "aws_security_group" "it" {
              vpc_id = aws_vpc.it.id
            }

            resource "aws_kms_key" "it" {
            }

            resource "aws_iam_role" "it" {
              name               = "lambda-terraform"
              assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
            }

            resource "aws_cloudwatch_log_group" "it" {
              name = "/lambda/terraform"
            }

            resource "aws_lambda_function" "it" {
              function_name                  = "terraform"
              role                           = aws_iam_role.it.arn
              filename                       = "{{zip}}"
              source_code_hash               = filebase64sha256("{{zip}}")
              runtime                        = "provided.al2023"
              handler                        = "bootstrap"
              architectures                  = ["arm64"]
              memory_size                    = var.memory
              timeout                        = 30
              reserved_concurrent_executions = 2
              kms_key_arn                    = aws_kms_key.it.arn
              publish                        = true

              environment {
                variables = { NAME = "value" }
              }

              vpc_config {
                subnet_ids         = [aws_subnet.it.id]
                security_group_ids = [aws_security_group.it.id]
              }

              tracing_config {
                mode = "Active"
              }

              logging_config {
                log_format            = "JSON"
                application_log_level = "INFO"
                system_log_level      = "INFO"
                log_group             = aws_cloudwatch_log_group.it.name
              }

              tags = { a = "1" }
            }

            resource "aws_lambda_alias" "it" {
              name             = "live"
              function_name    = aws_lambda_function.it.function_name
              function_version = aws_lambda_function.it.version
            }

            resource "aws_lambda_function_event_invoke_config" "it" {
              function_name          = aws_lambda_function.it.function_name
              maximum_retry_attempts = 1
            }

            resource "aws_lambda_permission" "it" {
              statement_id  = "rule"
              action        = "lambda:InvokeFunction"
              function_name = aws_lambda_function.it.function_name
              principal     = "events.amazonaws.com"
              source_arn    = "arn:aws:events:eu-central-1:123456789012:rule/r"
            }
            """);

        await project.ApplyAsync();
        await project.ApplyAsync("memory=512");
        await project.DestroyAsync();
    }
}
