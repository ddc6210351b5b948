// In a page with npm adaptivecards and markdown-it: draws a card as Teams does, light and dark side by side, and says what
// Microsoft's parser has to object. The values of host-config.json are those of Teams in npm adaptivecards-designer.
window.drawCard = (json, { common, ...themes }) => {
  const AC = window.AdaptiveCards;
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = window.markdownit({ breaks: true }).render(text);
    result.didProcess = true;
  };
  const objections = new Set();
  const frames = document.createElement('main');
  document.body.replaceChildren(frames);
  for (const [name, { page, link, default: style, emphasis }] of Object.entries(themes)) {
    // The package tests languages with one /g expression, which goes on where it stopped: every second one would be invalid.
    AC.AdaptiveCard.langProperty.regEx.lastIndex = 0;
    const card = new AC.AdaptiveCard();
    card.hostConfig = new AC.HostConfig({ ...common, containerStyles: { default: style, emphasis: { ...style, backgroundColor: emphasis } } });
    const context = new AC.SerializationContext(AC.Versions.v1_5);
    card.parse(json, context);
    for (let i = 0; i < context.eventCount; i++) objections.add(context.getEventAt(i).message);
    for (const event of card.validateProperties().validationEvents) objections.add(event.message);
    const frame = document.createElement('div');
    frame.className = `frame ${name}`;
    frame.style.background = page;
    frame.style.setProperty('--link', link);
    frame.append(card.render());
    frames.append(frame);
  }
  return [...objections];
};
