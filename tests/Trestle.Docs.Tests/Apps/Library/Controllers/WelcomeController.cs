namespace Library.Controllers;

// snippet: i18n-controller
public class WelcomeController(TimeProvider time) : Controller
{
    public async Task<Result> Index(string name = "Ann") =>
        View(new Welcome(name, await Book.All.CountAsync(), time.GetUtcNow().AddHours(2)));

    public Result Create(LanguageParams input)
    {
        Session["locale"] = input.Language;
        Session["time_zone"] = input.Zone;

        using (Locale.Use(input.Language))
            return Redirect(to: "/welcome").Notice(T(".notice"));
    }
}

public record Welcome(string Name, int Books, DateTimeOffset OpenUntil);

public record LanguageParams(string Language, string Zone = "UTC");
// end snippet
