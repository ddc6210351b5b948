using System.Text.Encodings.Web;
using AimsBot.Core.Cards;

namespace AimsBot.Host.Files;

/// <summary>The page on which a person chooses a file, and the one that says what became of it. No script, and nothing from elsewhere.</summary>
public static class UploadPage
{
    public static IResult Ask(CardText text, string name, string about, string nonce) => Html(text, $"""
        <h1>{Text(text["upload.heading"])}</h1>
        <p><b>{Text(about)}</b></p>
        <p>{Text(text["upload." + name])}</p>
        <form method="post" enctype="multipart/form-data">
        <input type="hidden" name="form" value="{nonce}">
        <p><label for="file">{Text(text["upload.choose"])}</label><br><input id="file" type="file" name="file" required></p>
        <p><button type="submit">{Text(text["upload.send"])}</button></p>
        </form>
        """);

    public static IResult Say(CardText text, string said, int status) => Html(text, $"<h1>{Text(text["upload.heading"])}</h1><p role=\"status\">{Text(said)}</p>", status);

    private static IResult Html(CardText text, string body, int status = StatusCodes.Status200OK) => Results.Text(
        $$"""
        <!DOCTYPE html>
        <html lang="{{text.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{Text(text["upload.heading"])}}</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.4rem}button{font:inherit;padding:.4rem 1.2rem}</style></head>
        <body>{{body}}</body></html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
