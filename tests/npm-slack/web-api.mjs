// Slack's own client against the double: node web-api.mjs API_URL TOKEN USER. Prints what each call gave.
import { WebClient } from '@slack/web-api';

const [slackApiUrl, token, user] = process.argv.slice(2);
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error', setName() {} };
const client = (secret) => new WebClient(secret, { slackApiUrl, logger: quiet, retryConfig: { retries: 2, minTimeout: 10, maxTimeout: 10 } });
const slack = client(token);
const refused = (call) => call.then(() => 'taken', (error) => error.data?.error ?? error.message);

const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello' } }];
const metadata = { event_type: 'aimsbot_copy', event_payload: { copy: 'c1' } };
const view = { type: 'home', blocks };

const channel = (await slack.conversations.open({ users: user })).channel.id;
const posted = await slack.chat.postMessage({ channel, text: 'Hello', blocks, metadata });
const updated = await slack.chat.update({ channel, ts: posted.ts, text: 'Done', blocks: [] });
const history = await slack.conversations.history({ channel, include_all_metadata: true });

console.log(JSON.stringify({
  team: (await slack.auth.test()).team_id,
  locale: (await slack.users.info({ user, include_locale: true })).user.locale,
  sameMessage: updated.ts === posted.ts,
  copy: history.messages[0].metadata.event_payload.copy,
  permalink: (await slack.chat.getPermalink({ channel, message_ts: posted.ts })).permalink,
  ephemeral: typeof (await slack.chat.postEphemeral({ channel, user, text: 'psst' })).message_ts,
  home: typeof (await slack.views.publish({ user_id: user, view })).view.hash,
  tooManyBlocks: await refused(slack.chat.postMessage({ channel, text: 'x', blocks: Array(51).fill({ type: 'divider' }) })),
  noTrigger: await refused(slack.views.open({ trigger_id: '1.2.x', view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks } })),
  unknownMessage: await refused(slack.chat.update({ channel, ts: '1.1', text: 'x' })),
  wrongToken: await refused(client('xoxb-wrong').auth.test()),
}));
