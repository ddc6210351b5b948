// Microsoft's own client and token check against the double: { settings, serviceUrl, tokens, person } on stdin.
// Prints what each call gave, and what the check says of each token. NODE_EXTRA_CA_CERTS names the double's certificate.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, MsalServiceClientCredentialsFactory } = require('botframework-connector');
const { ConfidentialClientApplication } = createRequire(require.resolve('botframework-connector'))('@azure/msal-node');

const { settings, serviceUrl, tokens, person } = JSON.parse(readFileSync(0, 'utf8'));
const scope = settings.ToChannelFromBotOAuthScope;
// Else the library would ask Microsoft's login whether this one is real.
const login = (clientSecret) => new ConfidentialClientApplication({ auth: {
  clientId: settings.MicrosoftAppId, clientSecret, authority: settings.ToChannelFromBotLoginUrl, knownAuthorities: [new URL(settings.ToChannelFromBotLoginUrl).host],
} });
const client = (password) => BotFrameworkAuthenticationFactory.create(
  '', settings.ValidateAuthority === 'true', settings.ToChannelFromBotLoginUrl, scope, settings.ToBotFromChannelTokenIssuer, settings.OAuthUrl,
  settings.ToBotFromChannelOpenIdMetadataUrl, settings.ToBotFromEmulatorOpenIdMetadataUrl, settings.CallerId,
  new MsalServiceClientCredentialsFactory(settings.MicrosoftAppId, login(password)), new AuthenticationConfiguration());
const authentication = client(settings.MicrosoftAppPassword);
const activity = { type: 'message', id: '1', channelId: 'msteams', serviceUrl, conversation: { id: 'x' }, recipient: { id: 'b' }, from: { id: 'f' } };

const checked = {};
console.error = () => {}; // it reports each token that it refuses
for (const [name, token] of Object.entries(tokens)) {
  checked[name] = await authentication.authenticateRequest(activity, `Bearer ${token}`).then(() => 'taken', (error) => `refused: ${error.message}`);
}

const connector = async (identity) => {
  const { connectorFactory } = await identity.authenticateRequest(activity, `Bearer ${tokens.None}`);
  return (await connectorFactory.create(serviceUrl, scope)).conversations;
};
const refused = (call) => call.then(() => 'taken', (error) => error.statusCode ?? error.errorCode ?? error.message);
// First, since the library keeps a good token for all clients of an app.
const wrongPassword = await connector(client('wrong')).then((other) => refused(other.getConversationMembers('a:nowhere')));
const teams = await connector(authentication);
const bot = { id: `28:${settings.MicrosoftAppId}` };
const tenantId = settings.MicrosoftAppTenantId;

const chat = (await teams.createConversation({ bot, isGroup: false, tenantId, members: [{ id: person.aadObjectId }] })).id;
const sent = await teams.sendToConversation(chat, { type: 'message', text: 'Hello' });
const replied = await teams.replyToActivity(chat, sent.id, { type: 'message', text: 'Again' });
const updated = await teams.updateActivity(chat, sent.id, { type: 'message', text: 'Done' });
await teams.deleteActivity(chat, replied.id);
const roster = await teams.getConversationMembers(chat);
const page = await teams.getConversationPagedMembers(chat, { pageSize: 50 });
const member = await teams.getConversationMember(chat, person.id);

console.log(JSON.stringify({
  checked,
  chat,
  sameMessage: updated.id === sent.id,
  roster: roster.map((one) => one.email),
  page: page.members.map((one) => one.userRole),
  member: member.userPrincipalName,
  unknownConversation: await refused(teams.sendToConversation('a:nowhere', { type: 'message', text: 'x' })),
  unknownMessage: await refused(teams.updateActivity(chat, '1', { type: 'message', text: 'x' })),
  tooBig: await refused(teams.sendToConversation(chat, { type: 'message', text: 'x'.repeat(60_000) })),
  wrongPassword,
}));
