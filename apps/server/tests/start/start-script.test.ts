import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The script in a checkout of its own, whose only dependency is a builder from the next folder: what
// is tested is what the script does around npm, the build and the server, not these themselves.
const scripts = join(import.meta.dirname, '../../../../scripts');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-start-'));
  await mkdir(join(root, 'builder/bin'), { recursive: true });
  await mkdir(join(root, 'apps/server/dist'), { recursive: true });
  await mkdir(join(root, 'scripts'));
  await cp(join(scripts, 'start.mjs'), join(root, 'scripts/start.mjs'));
  await cp(join(scripts, 'lib'), join(root, 'scripts/lib'), { recursive: true });
  await writePackages('1.0.0');
  await write('builder/bin/turbo', '');
  await write(
    'apps/server/dist/main.js',
    `process.on('SIGTERM', () => { console.log('ended'); process.exit(); });
     setInterval(() => {}, 1000);
     console.log('ready', process.pid);`,
  );
});
afterEach(() => rm(root, { recursive: true }));

const write = (path: string, text: string) => writeFile(join(root, path), text);

async function writePackages(version: string): Promise<void> {
  const project = { name: 'project', version, type: 'module' };
  const dependencies = { turbo: 'file:builder' };
  await write(
    'package.json',
    JSON.stringify({ ...project, scripts: { start: 'node scripts/start.mjs' }, dependencies }),
  );
  await write('builder/package.json', JSON.stringify({ name: 'turbo', version: '1.0.0' }));
  await write(
    'package-lock.json',
    JSON.stringify({
      ...project,
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'project', version, dependencies },
        builder: { name: 'turbo', version: '1.0.0' },
        'node_modules/turbo': { resolved: 'builder', link: true },
      },
    }),
  );
}

interface Run {
  output(): string;
  pid: number;
  end(signal: NodeJS.Signals): void;
  ended(): Promise<number | null>;
}

function run(program: string, args: readonly string[]): Run {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const closed = once(child, 'close');
  return {
    output: () => output,
    pid: child.pid ?? Number.NaN,
    end: (signal) => child.kill(signal),
    ended: async () => (await closed)[0],
  };
}

const start = () => run(process.execPath, ['scripts/start.mjs']);

async function until(started: Run, text: string): Promise<void> {
  const ended = started.ended().then(() => 'ended');
  while (!started.output().includes(text)) {
    if ((await Promise.race([ended, sleep(20)])) === 'ended' && !started.output().includes(text)) {
      throw new Error(started.output());
    }
  }
}

async function startAndStop(): Promise<string> {
  const started = start();
  await until(started, 'ready');
  started.end('SIGTERM');
  expect(await started.ended()).toBe(0);
  return started
    .output()
    .replaceAll(/\d+\.\d s|\d+$/gm, '…')
    .replace(/ready \d+/, 'ready');
}

test('it installs once for a lockfile, builds every time, and says so in one line each', async () => {
  const first = await startAndStop();
  expect(first).toBe('✓ Installing (…)\n✓ Building (…)\nready …\nended\n');
  const second = '✓ Building (…)\nready …\nended\n';
  expect(await startAndStop()).toBe(second);
  await writePackages('1.0.1');
  expect(await startAndStop()).toBe(first);
  expect(await startAndStop()).toBe(second);
});

test('a failed build shows what the builder said, and nothing is started', async () => {
  await write('builder/bin/turbo', "console.log('what went wrong'); process.exit(3);");
  const started = start();
  expect(await started.ended()).toBe(1);
  expect(started.output()).toContain('✗ Building\nwhat went wrong\n');
  expect(started.output()).not.toContain('ready');
});

test('a failed install is tried again at the next start', async () => {
  const lockfile = await readFile(join(root, 'package-lock.json'), 'utf8');
  await write('package-lock.json', lockfile.slice(1));
  const started = start();
  expect(await started.ended()).toBe(1);
  expect(started.output()).toContain('✗ Installing\nnpm error');
  await write('package-lock.json', lockfile);
  expect(await startAndStop()).toContain('✓ Installing');
});

test.skipIf(process.platform === 'win32')(
  'a build that is interrupted ends as a whole',
  async () => {
    await write(
      'builder/bin/turbo',
      `const { spawn } = require('node:child_process');
     const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
     require('node:fs').writeFileSync('sleeper', String(child.pid));
     setInterval(() => {}, 1000);`,
    );
    const started = start();
    let sleeper = 0;
    while (!sleeper) {
      sleeper = Number(await readFile(join(root, 'sleeper'), 'utf8').catch(() => ''));
      await sleep(20);
    }
    started.end('SIGINT');
    await started.ended();
    await untilGone(sleeper);
  },
);

test.skipIf(process.platform === 'win32')('it ends with npm, however npm ends', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const npm = run('npm', ['start']);
    await until(npm, 'ready');
    const server = Number(/ready (\d+)/.exec(npm.output())?.[1]);
    expect(server).not.toBe(npm.pid);
    npm.end(signal);
    await untilGone(server);
    expect(npm.output()).toContain('ended');
  }
});

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      await sleep(20);
    } catch {
      return;
    }
  }
}
