namespace AimsBot.Slack.BlockKit;

/// <summary>
/// What Slack takes, in UTF-16 units after <c>&amp; &lt; &gt;</c> were escaped, or in pieces. Source: docs.slack.dev
/// (reference/block-kit, reference/views, chat.postMessage) and the comments of npm <c>@slack/types</c> 3.2.0.
/// Going over one of them gets the whole message or view refused.
/// </summary>
public static class SlackLimits
{
    public const int MessageBlocks = 50;
    public const int ViewBlocks = 100;

    /// <summary>The advice for a message's <c>text</c>. More is taken when posting but may be refused when updating.</summary>
    public const int MessageText = 4000;

    public const int SectionText = 3000;
    public const int SectionFields = 10;
    public const int FieldText = 2000;
    public const int HeaderText = 150;
    public const int ContextText = 3000;
    public const int ActionsElements = 25;
    public const int BlockId = 255;
    public const int ActionId = 255;

    public const int ButtonText = 75;
    public const int ButtonValue = 2000;
    public const int ButtonUrl = 3000;
    public const int AccessibilityLabel = 75;

    public const int OptionText = 75;

    /// <summary>Newer pages say 150; the older 75 is taken everywhere.</summary>
    public const int OptionValue = 75;

    public const int SelectOptions = 100;
    public const int RadioOptions = 10;
    public const int CheckboxOptions = 10;

    public const int InputLabel = 2000;
    public const int InputText = 3000;
    public const int Placeholder = 150;

    public const int ImageUrl = 3000;
    public const int AltText = 2000;

    /// <summary>A modal's title, submit and close texts, each.</summary>
    public const int ModalWords = 24;

    public const int CallbackId = 255;
    public const int PrivateMetadata = 3000;
}
