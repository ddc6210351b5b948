using AimsBot.Core.Iso42001;

namespace AimsBot.Tests.Core.Iso42001;

/// <summary>The catalogue of clauses and controls that is built in.</summary>
public class RequirementsTests
{
    [Fact, Trait("Rule", "R0.1"), Trait("Rule", "R0.2")]
    public void There_are_32_assessable_clauses_and_38_controls() => Assert.Equal((32, 38), (Requirements.Clauses.Count, Requirements.Controls.Count));

    [Fact, Trait("Rule", "R0.2")]
    public void The_controls_are_in_nine_groups_of_the_standards_sizes() => Assert.Equal(
        ["A.2 3", "A.3 2", "A.4 5", "A.5 4", "A.6 9", "A.7 5", "A.8 4", "A.9 3", "A.10 3"],
        Requirements.Controls.GroupBy(c => c.Group).Select(g => $"{g.Key} {g.Count()}"));

    [Fact, Trait("Rule", "R0.1")]
    public void The_clauses_are_those_of_chapters_4_to_10() => Assert.Equal(
        ["4 4", "5 3", "6 6", "7 7", "8 4", "9 6", "10 2"], Requirements.Clauses.GroupBy(c => c.Group).Select(g => $"{g.Key} {g.Count()}"));

    [Fact, Trait("Rule", "R0.3")]
    public void No_identifier_of_a_draft_is_among_them() => Assert.DoesNotContain(
        Requirements.All, r => r.Id is "A.2.1" or "A.5.8" or "A.1.1" or "A.11.1" || r.Id.StartsWith("A.6.10", StringComparison.Ordinal));

    [Fact, Trait("Rule", "N8")]
    public void Clause_10_1_is_improvement_and_10_2_is_nonconformity() => Assert.Equal(
        ("Always improving", "Nonconformity records with all steps"), (Requirements.Find("10.1")!.Title, Requirements.Find("10.2")!.Evidence[0]));

    [Fact]
    public void Every_one_has_its_group_its_questions_and_what_shows_it() => Assert.All(Requirements.All, r =>
    {
        Assert.Contains(Requirements.Groups, g => g.Id == r.Group);
        Assert.True(r.Title.Length > 3 && r.Question.EndsWith('?') && r.AuditQuestion.Length > 30 && r.Evidence.Count > 0, r.Id);
    });

    [Fact]
    public void Every_title_and_question_and_what_shows_it_is_there_in_Norwegian_too() => Assert.All(Requirements.All, r =>
    {
        Assert.NotEqual(r.Title, Requirements.TitleOf(r.Id, "nb"));
        Assert.NotEqual(r.AuditQuestion, Requirements.AuditQuestionOf(r.Id, "nb"));
        Assert.Equal(r.Evidence.Count, Requirements.EvidenceOf(r.Id, "nb").Count);
        Assert.Empty(r.Evidence.Intersect(Requirements.EvidenceOf(r.Id, "nb")));
        Assert.NotEqual(Requirements.TitleOf(r.Group, "en"), Requirements.TitleOf(r.Group, "nb"));
    });

    [Theory]
    [InlineData("6.1", "6.1.1 6.1.2 6.1.3 6.1.4")]
    [InlineData("A.9", "A.9.2 A.9.3 A.9.4")]
    [InlineData("10.2", "10.2")]
    [InlineData("A.1", "")]
    [InlineData("11", "")]
    [InlineData("", "")]
    public void An_identifier_stands_for_itself_or_its_group(string id, string expected) => Assert.Equal(expected, string.Join(' ', Requirements.Under(id).Select(r => r.Id)));
}
