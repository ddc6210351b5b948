using System.Net;
using AimsBot.Core.Channels;
using AimsBot.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace AimsBot.Tests.Teams;

public class TeamsFailureTests
{
    [Theory]
    [InlineData(400, "BadArgument")]
    [InlineData(413, "MessageSizeTooBig")]
    public void What_the_platform_calls_malformed_is_no_fault_of_the_reader_s(int status, string code) => Assert.Equal(new Unshowable(code), TeamsFailure.Read(Error(status, code)));

    [Theory]
    [InlineData(403, "MessageWritesBlocked")]
    [InlineData(403, "BotNotInConversationRoster")]
    [InlineData(404, "ConversationNotFound")]
    [InlineData(404, "ActivityNotFoundInConversation")]
    public void What_stays_so_however_often_it_is_sent_is_unreachable(int status, string code) => Assert.Equal(new Unreachable(code), TeamsFailure.Read(Error(status, code)));

    [Fact]
    public void An_unknown_person_comes_as_a_fault_of_the_server_and_is_unreachable() =>
        Assert.Equal(new Unreachable("UserNotFound"), TeamsFailure.Read(Error(500, "UserNotFound")));

    [Fact]
    public void An_unknown_person_who_is_named_in_the_text_alone_is_unreachable_too() =>
        Assert.Equal(new Unreachable("UserNotFound"), TeamsFailure.Read(Error(500, null, content: """{"message":"UserNotFound"}""")));

    [Theory]
    [InlineData(401)]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(503)]
    public void What_the_platform_did_not_take_is_sent_later(int status) => Assert.Equal(new ShowLater(null, AnswerLost: false, "Code"), TeamsFailure.Read(Error(status, "Code")));

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public void What_the_platform_may_have_taken_is_sent_later_as_such(int status) =>
        Assert.Equal(new ShowLater(null, AnswerLost: true, "Code"), TeamsFailure.Read(Error(status, "Code")));

    [Fact]
    public void A_no_without_a_code_is_named_by_its_status() => Assert.Equal(new ShowLater(null, AnswerLost: true, "http 502"), TeamsFailure.Read(Error(502, null)));

    [Fact]
    public void A_no_without_an_answer_may_have_been_taken() =>
        Assert.Equal(new ShowLater(null, AnswerLost: true, "http 0"), TeamsFailure.Read(new ErrorResponseException("no answer")));

    [Fact]
    public void A_line_that_broke_may_have_carried_it() =>
        Assert.Equal(new ShowLater(null, AnswerLost: true, "HttpRequestException"), TeamsFailure.Read(new HttpRequestException("reset")));

    [Fact]
    public void Without_a_token_nothing_was_sent() => Assert.Equal(
        new ShowLater(null, AnswerLost: false, "invalid_client"), TeamsFailure.Read(new Microsoft.Identity.Client.MsalServiceException("invalid_client", "wrong secret")));

    [Fact]
    public void Without_a_turn_nothing_was_sent() =>
        Assert.Equal(new ShowLater(null, AnswerLost: false, TeamsFailure.NoTurn), TeamsFailure.Read(new TimeoutException(TeamsFailure.NoTurn)));

    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    public void What_Teams_calls_retryable_is_tried_again_at_once(int status) => Assert.True(TeamsFailure.IsRetryable(Error(status, "Code")));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(503)]
    public void Nothing_else_is(int status) => Assert.False(TeamsFailure.IsRetryable(Error(status, "Code")));

    [Fact]
    public void A_line_that_broke_is_not_tried_again_at_once() => Assert.False(TeamsFailure.IsRetryable(new HttpRequestException("reset")));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("86400", 3600)]
    public void The_time_that_the_platform_asks_for_is_kept_up_to_an_hour(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TeamsFailure.RetryAfter(Error(429, "Code", retryAfter: header)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Thu, 26 Nov 2026 12:00:00 GMT")]
    public void A_time_that_cannot_be_read_is_none(string? header) => Assert.Null(TeamsFailure.RetryAfter(Error(429, "Code", retryAfter: header)));

    [Fact]
    public void The_time_that_the_platform_asks_for_comes_with_the_result() =>
        Assert.Equal(new ShowLater(TimeSpan.FromSeconds(7), AnswerLost: false, "Code"), TeamsFailure.Read(Error(429, "Code", retryAfter: "7")));

    private static ErrorResponseException Error(int status, string? code, string? content = null, string? retryAfter = null)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return new ErrorResponseException("no")
        {
            Response = new HttpResponseMessageWrapper(response, content ?? ""),
            Body = code is null ? null : new ErrorResponse(new Error(code, "why")),
        };
    }
}
