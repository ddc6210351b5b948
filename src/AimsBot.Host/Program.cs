using AimsBot.Host;
using AimsBot.Host.CommandLine;

return await AimsCommand.Make().Parse(args is [BotHost.DotnetRunMark, .. var rest] ? rest : args).InvokeAsync();
