// `npm start`: builds the page when its sources are newer than dist/, serves it cross-origin isolated, prints the URL.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

const sources = [
  'src',
  'shaders',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts/vite',
  'package-lock.json',
];
const built = 'dist/index.html';

/** Newest modification time under `file`, in milliseconds since 1970. */
function newest(file: string): number {
  if (!existsSync(file)) return 0;
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4173' }, host: { type: 'string', default: '127.0.0.1' } },
});

if (newest(built) < Math.max(...sources.map(newest))) await build();
const server = await preview({ preview: { port: Number(values.port), host: values.host } });
console.log(
  `\nSteeraway is at ${server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0] ?? 'no address'}`,
);
console.log('Open it in a browser with WebGPU (Chrome, Edge, Safari 26, Firefox 141). Ctrl+C stops it.');
