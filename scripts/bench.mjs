// `npm run bench [section…]`: builds, then measures; one JSON line for each figure on stdout.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from './lib/build.mjs';
import { install } from './lib/install.mjs';

const root = resolve(import.meta.dirname, '..');
await install(root);
await build(root);
const args = ['--import', 'tsx', 'apps/server/bench/main.ts', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
