namespace AimsBot;

/// <summary>The workflows of the bot, listed by hand.</summary>
public static class WorkflowCatalogue;
