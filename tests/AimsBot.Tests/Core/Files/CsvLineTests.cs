using AimsBot.Core.Files;

namespace AimsBot.Tests.Core.Files;

public class CsvLineTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+47 900", "'+47 900")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"x\")", "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\"")]
    public void Nothing_that_a_person_wrote_is_a_formula(string text, string cell) => Assert.Equal(cell + "\r\n", CsvLine.Of(text));

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("say \"yes\"", "\"say \"\"yes\"\"\"")]
    [InlineData("Åse", "Åse")]
    [InlineData(null, "")]
    public void What_would_break_a_cell_is_quoted(string? text, string cell) => Assert.Equal($"x,{cell}\r\n", CsvLine.Of("x", text));
}
