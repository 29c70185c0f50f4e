using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;

namespace Notejam.Pages;

public sealed class SignUpModel(AccountService accounts) : PageModel
{
    private const int PasswordMin = 8;
    private const int PasswordMax = 128;

    public sealed class Form
    {
        [Display(Name = "Email:")]
        [Required(ErrorMessage = "Email is required")]
        [EmailAddress(ErrorMessage = "Email is invalid")]
        [MaxLength(Data.User.EmailLength, ErrorMessage = "Email is too long")]
        public string Email { get; set; } = "";

        [Display(Name = "Password:")]
        [Required(ErrorMessage = "Password is required")]
        [MinLength(PasswordMin, ErrorMessage = "Password is too short: use 8 characters or more")]
        [MaxLength(PasswordMax, ErrorMessage = "Password is too long")]
        [Compare(nameof(Confirmation), ErrorMessage = "Password does not match the confirmation")]
        [DataType(DataType.Password)]
        public string Password { get; set; } = "";

        [Display(Name = "Password confirmation:")]
        [Required(ErrorMessage = "Password confirmation is required")]
        [DataType(DataType.Password)]
        public string Confirmation { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [TempData]
    public string? Flash { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (!await accounts.SignUpAsync(Input.Email, Input.Password, cancellationToken))
        {
            ModelState.AddModelError("Input.Email", "User with this email is already signed up");
            return Page();
        }
        Flash = "User is successfully created. Now you can sign in.";
        return RedirectToPage("/SignIn");
    }
}
