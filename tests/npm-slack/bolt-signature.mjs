// Bolt's own signature check: { secret, timestamp, signature, body } on stdin; prints "accepted", or why not.
import { readFileSync } from 'node:fs';
import { verifySlackRequest } from '@slack/bolt';

const { secret, timestamp, signature, body } = JSON.parse(readFileSync(0, 'utf8'));
try {
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) };
  verifySlackRequest({ signingSecret: secret, body, headers });
  console.log('accepted');
} catch (error) {
  console.log(error.message);
}
