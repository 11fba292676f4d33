import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from '../lib/child-process.mjs';

/** @typedef {import('./find-proofs.mjs').Proof} Proof */
/** @typedef {import('./provables.mjs').Outcome} Outcome */

/** A day: longer than any proof, and no run that hangs is forgotten for good. */
const timeout = 24 * 3600;

/**
 * Runs a proof with its long rounds.
 *
 * @param {Proof} proof
 * @param {object} options
 * @param {string} options.root
 * @param {number} options.seed
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(done: number, of: number) => void} options.onProgress
 * @returns {Promise<Outcome>}
 */
export async function runProof({ name, path, long }, { root, seed, env, onProgress }) {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-proof-'));
  const progress = join(folder, 'progress');
  const watch = setInterval(() => onProgress(roundsIn(readIfThere(progress), name), long), 500);
  try {
    const { ok, output } = await runNode(
      [
        ...['node_modules/vitest/vitest.mjs', 'run', '--project=database', path],
        `--testNamePattern=^${name} `,
      ],
      {
        cwd: root,
        timeout,
        env: {
          ...{ NO_COLOR: '1', PROOF_ROUNDS: 'long', PROOF_SEED: `${seed}` },
          ...{ PROOF_PROGRESS: progress, ...env },
        },
      },
    );
    const notes = readIfThere(progress);
    return { ...outcomeOf(ok, roundsIn(notes, name), long, output), said: saidIn(notes, name) };
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true });
  }
}

/**
 * A proof that went fewer rounds than it promises has proved less than it says.
 *
 * @param {boolean} ok
 * @param {number} done
 * @param {number} long
 * @param {string} output
 * @returns {Outcome}
 */
export function outcomeOf(ok, done, long, output) {
  const rounds = { done, of: long };
  if (!ok) return { ok, rounds, output };
  if (done >= long) return { ok, rounds };
  return { ok: false, rounds, output: `It passed, but went ${done} of its ${long} rounds.` };
}

/** @returns how many rounds of a proof are over, by the file in which it notes them */
export function roundsIn(/** @type {string} */ text, /** @type {string} */ name) {
  return notesIn(text, name).reduce((most, { done = 0 }) => Math.max(most, done), 0);
}

/** @returns the figures that a proof told, by the same file */
export function saidIn(/** @type {string} */ text, /** @type {string} */ name) {
  return notesIn(text, name).flatMap(({ said }) => (said === undefined ? [] : [said]));
}

/** @returns {readonly {name: string, done?: number, said?: string}[]} */
function notesIn(/** @type {string} */ text, /** @type {string} */ name) {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter((each) => each.name === name);
}

function readIfThere(/** @type {string} */ path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
