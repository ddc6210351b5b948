// Draws the app's two icons: node icons.mjs FOLDER. A shield, since that is what a management system is, with a tick.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';

const folder = process.argv[2];
const segment = ([x, y], [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
};
// On a square from -1 to 1: half the shield's width at a height, straight above and round below.
const half = (y) => y < -0.62 || y > 0.72 ? -1 : y < 0 ? 0.56 : 0.56 * Math.sqrt(Math.max(0, 1 - (y / 0.72) ** 2));
const shield = ([x, y]) => Math.abs(x) <= half(y);
const rim = (p, width) => shield(p) && ![[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7]]
  .every(([dx, dy]) => shield([p[0] + dx * width, p[1] + dy * width]));
const tick = (p, width) => Math.min(segment(p, [-0.26, 0.02], [-0.06, 0.24]), segment(p, [-0.06, 0.24], [0.28, -0.22])) <= width;

const drawings = {
  'color.png': [192, (p) => (shield(p) && !tick(p, 0.075) ? [255, 255, 255, 255] : [0x1f, 0x3a, 0x5f, 255])],
  'outline.png': [32, (p) => [255, 255, 255, rim(p, 0.13) || tick(p, 0.08) ? 255 : 0]],
};

for (const [name, [size, colour]] of Object.entries(drawings)) {
  const rows = Buffer.alloc(size * (1 + size * 4));
  const fine = 8;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < fine * fine; i++) {
        const place = (n, part) => ((n + (part + 0.5) / fine) / size) * 2 - 1;
        colour([place(x, i % fine), place(y, Math.floor(i / fine))]).forEach((value, channel) => { sum[channel] += value; });
      }
      sum.forEach((value, channel) => { rows[y * (1 + size * 4) + 1 + x * 4 + channel] = Math.round(value / (fine * fine)); });
    }
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = [Buffer.alloc(4), Buffer.alloc(4)];
    ends[0].writeUInt32BE(data.length);
    ends[1].writeUInt32BE(crc32(body));
    return Buffer.concat([ends[0], body, ends[1]]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits of red, green, blue and alpha
  writeFileSync(join(folder, name), Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]));
}
