using AimsBot.Core;

namespace AimsBot.Host.Demo;

/// <summary>One step of the demo's past, taken by one of its people with what they would have filled in.</summary>
/// <param name="Who">Their web account.</param>
/// <param name="Record">Our own word for the record, the same for each step on it; a value <c>@word</c> stands for its id, <c>+90</c> for a day so far ahead.</param>
public sealed record DemoStep(string Who, Step Step, string Record, params IReadOnlyList<(string Input, string Value)> Values);
