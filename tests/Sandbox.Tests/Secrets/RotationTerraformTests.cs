using System.IO.Compression;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Secrets;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class RotationTerraformTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task Rotations_and_the_rule_that_hears_of_them_apply_without_drift_and_go()
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
            resource "aws_secretsmanager_secret" "it" {
              for_each                = toset(["now", "later"])
              name                    = "terraform-rotation-${each.key}"
              recovery_window_in_days = 0

              replica {
                region = "eu-west-2"
              }
            }

            resource "aws_secretsmanager_secret_version" "it" {
              for_each      = aws_secretsmanager_secret.it
              secret_id     = each.value.id
              secret_string = "one"
            }

            resource "aws_lambda_function" "it" {
              function_name = "terraform-rotation"
              role          = "arn:aws:iam::123456789012:role/rotation"
              filename      = "{{zip}}"
              runtime       = "provided.al2023"
              handler       = "bootstrap"
            }

            resource "aws_lambda_permission" "it" {
              for_each      = toset(["secretsmanager", "events"])
              statement_id  = each.key
              action        = "lambda:InvokeFunction"
              function_name = aws_lambda_function.it.function_name
              principal     = "${each.key}.amazonaws.com"
            }

            resource "aws_secretsmanager_secret_rotation" "now" {
              secret_id           = aws_secretsmanager_secret_version.it["now"].secret_id
              rotation_lambda_arn = aws_lambda_function.it.arn

              rotation_rules {
                automatically_after_days = 30
              }

              depends_on = [aws_lambda_permission.it]
            }

            resource "aws_secretsmanager_secret_rotation" "later" {
              secret_id           = aws_secretsmanager_secret_version.it["later"].secret_id
              rotation_lambda_arn = aws_lambda_function.it.arn
              rotate_immediately  = false

              rotation_rules {
                duration            = "3h"
                schedule_expression = "cron(0 3 1 * ? *)"
              }

              depends_on = [aws_lambda_permission.it]
            }

            resource "aws_cloudwatch_event_rule" "it" {
              name          = "terraform-rotation"
              event_pattern = jsonencode({ source = ["aws.secretsmanager"], detail = { eventName = ["RotationSucceeded"] } })
            }

            resource "aws_cloudwatch_event_target" "it" {
              rule = aws_cloudwatch_event_rule.it.name
              arn  = aws_lambda_function.it.arn
            }
            """);

        await project.ApplyAsync();
        await project.DestroyAsync();
    }
}
