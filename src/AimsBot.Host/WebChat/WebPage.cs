using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core.Cards;

namespace AimsBot.Host.WebChat;

/// <summary>The page: a small frame with its texts, and the program that the build made of <c>Page/</c> where Node was there.</summary>
public sealed class WebPage
{
    // Nothing from elsewhere but pictures, and no script that the page does not name.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "webchat");

    private readonly string _frame = Resource("page.html");

    // A chat is in the language of its person, the page around it in that of the browser.
    private readonly string _texts = new JsonObject(CardLibrary.Embedded.Languages.Select(language => KeyValuePair.Create(language, (JsonNode?)TextsIn(language)))).ToJsonString(JsonSerializerOptions.Default);

    public IResult Html(HttpContext http, string page)
    {
        var text = CardText.For("WebChat", LanguageOf(http));
        var isBuilt = System.IO.File.Exists(Path.Combine(Folder, "page.js"));
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(
            Filled(_frame, new Dictionary<string, string>
            {
                ["language"] = text.Language,
                ["title"] = Escaped(text["page.title"]),
                ["page"] = page,
                // With everything escaped that could end the element.
                ["texts"] = _texts,
                ["script"] = isBuilt ? """<script src="/web/page.js" defer></script>""" : "",
                ["main"] = isBuilt ? $"<noscript>{Escaped(text["page.noScript"])}</noscript>" : $"<p class=\"missing\">{Escaped(text["page.noNode"])}</p>",
            }),
            "text/html; charset=utf-8");
    }

    public IResult File(string name, string type)
    {
        var path = Path.Combine(Folder, name);
        return System.IO.File.Exists(path) ? Results.File(path, type + "; charset=utf-8") : Results.NotFound();
    }

    /// <summary>The language that the browser asks for first, or that the address names.</summary>
    public static string LanguageOf(HttpContext http)
    {
        var asked = http.Request.Query["language"].ToString();
        if (asked.Length == 0) asked = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.ToString() ?? "";
        return asked.Length is > 0 and <= 35 ? asked : "en";
    }

    private static JsonObject TextsIn(string language)
    {
        var text = CardText.For("WebChat", language);
        return new JsonObject(text.Keys.Where(key => key.StartsWith("page.", StringComparison.Ordinal)).Select(key => KeyValuePair.Create(key, (JsonNode?)text[key])));
    }

    private static string Filled(string frame, Dictionary<string, string> values)
    {
        foreach (var (name, value) in values) frame = frame.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        return frame;
    }

    private static string Escaped(string text) => System.Net.WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
