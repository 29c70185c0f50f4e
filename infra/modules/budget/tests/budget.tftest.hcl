mock_provider "aws" {}

variables {
  name      = "notejam-production"
  limit_usd = 400
  emails    = ["on-call@example.com"]
}

run "people_hear_before_and_when_the_money_is_spent" {
  assert {
    condition     = aws_budgets_budget.this.limit_amount == "400.00" && aws_budgets_budget.this.limit_unit == "USD" && aws_budgets_budget.this.time_unit == "MONTHLY"
    error_message = "400 dollars a month."
  }

  assert {
    condition     = toset([for notification in aws_budgets_budget.this.notification : "${notification.notification_type} ${notification.threshold}"]) == toset(["ACTUAL 80", "FORECASTED 100", "ACTUAL 100"])
    error_message = "At 80 per cent, when the forecast is above, and when it is spent."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.this.notification : notification.subscriber_email_addresses == toset(["on-call@example.com"])])
    error_message = "All of it goes to the addresses given."
  }
}

run "a_budget_of_nothing_for_nobody_is_refused" {
  command = plan

  variables {
    limit_usd     = 0
    emails        = []
    notifications = [{ type = "actual", percent = 80 }]
  }

  expect_failures = [var.limit_usd, var.emails, var.notifications]
}
