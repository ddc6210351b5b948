// The bot to compare with: Bolt answers a command with a word, and keeps nothing.
import bolt from '@slack/bolt';

const app = new bolt.App({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCH', botUserId: 'U0BOT' }),
  endpoints: '/slack/commands',
  logLevel: 'error',
});
app.command('/ai-incident', async ({ ack, command }) => ack({ response_type: 'ephemeral', text: `Seen. ${command.text}` }));
const server = await app.start({ port: 0, host: '127.0.0.1' });
console.log(`http://127.0.0.1:${server.address().port}`);
