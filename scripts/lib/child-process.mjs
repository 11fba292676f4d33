import { spawn, spawnSync } from 'node:child_process';
import { StageError } from './stage.mjs';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment
 * @property {number} [timeout] seconds after which the command and its descendants are ended
 * @property {(text: string) => void} [onOutput] is handed what the command writes, as it comes
 *
 * @typedef {object} CommandResult
 * @property {boolean} ok it ended by itself with code 0
 * @property {string} output what it wrote to stdout and stderr, in order
 */

const onWindows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a program without stdin or a shell, and collects what it writes.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>} never rejects: a program that cannot be started is not ok
 */
export function runCommand(program, args, { cwd, env, timeout, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be ended.
      detached: !onWindows,
      windowsHide: true,
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        onOutput?.(text);
      });
    }
    const timer = timeout ? setTimeout(endLate, timeout * 1000) : undefined;
    function endLate() {
      output += `\nEnded after ${timeout} s, its time limit.\n`;
      endTree(child, 'SIGTERM');
      setTimeout(() => endTree(child, 'SIGKILL'), 10_000).unref();
    }
    const finish = (/** @type {boolean} */ ok) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`;
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}

/** Runs a script with the Node.js that runs us; otherwise as {@link runCommand}. */
export function runNode(
  /** @type {readonly string[]} */ args,
  /** @type {CommandOptions} */ options = {},
) {
  return runCommand(process.execPath, args, options);
}

/**
 * Runs a Node program to its end with its output kept back.
 *
 * @param {string} script path of the program
 * @param {readonly string[]} args
 * @param {CommandOptions} options
 * @throws {StageError} with the output, when the program fails
 */
export async function runQuietly(script, args, options) {
  const { ok, output } = await runNode([script, ...args], options);
  if (!ok) throw new StageError(output.trimEnd() || `${script} failed`);
}

/**
 * At Ctrl-C, SIGTERM or the closing of the terminal: ends what is running, all its descendants
 * included, then this process.
 *
 * @returns {() => void} stops listening
 */
export function endOnSignal() {
  const end = () => {
    for (const child of running) endTree(child, 'SIGTERM');
    process.exit(130);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * @param {import('node:child_process').ChildProcess} leader of its group
 * @param {NodeJS.Signals} signal
 */
function endTree({ pid }, signal) {
  if (pid === undefined) return;
  if (onWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself.
  }
}
