// `npm run prove [name…]`: the long rounds of the proofs that `npm test` goes through shortly, one after the
// other, and the database tests on every version of PostgreSQL. `npm run prove -- --list` says which there
// are, `--seed=<number>` repeats the choices of an earlier run.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { endOnSignal } from './lib/child-process.mjs';
import { install } from './lib/install.mjs';
import { requireNode } from './lib/node-version.mjs';
import { root } from './lib/quick-steps.mjs';
import { framed } from './lib/step-runner.mjs';
import { findProofs } from './prove/find-proofs.mjs';
import { choose, provables } from './prove/provables.mjs';
import { duration, progressLine, table } from './prove/report.mjs';

endOnSignal();
try {
  requireNode();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean' }, seed: { type: 'string' } },
  });
  const chosen = choose(provables(findProofs(root)), positionals);
  if (values.list)
    for (const { name, rounds, where } of chosen) console.log(`${name}: ${rounds} (${where})`);
  else {
    await install(root);
    process.env.CI = 'true';
    process.exitCode = (await prove(chosen, values.seed)) ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @returns {Promise<boolean>} whether all was proved */
async function prove(
  /** @type {readonly import('./prove/provables.mjs').Provable[]} */ chosen,
  /** @type {string | undefined} */ given,
) {
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  if (!Number.isInteger(seed)) throw new Error(`--seed is ${given}, which is no whole number.`);
  const rows = [];
  for (const { name, run } of chosen) {
    const line = progressLine(name, process.stdout);
    /** @type {import('./prove/provables.mjs').Outcome} */
    const outcome = await run({ root, seed, onProgress: line.show }).catch((error) => ({
      ok: false,
      rounds: { done: 0, of: 0 },
      output: String(error?.message ?? error),
    }));
    line.end();
    const seconds = line.seconds();
    rows.push({ name, outcome, seed, seconds });
    console.log(`${outcome.ok ? '✓' : '✗'} ${name} (${duration(seconds)})`);
    for (const figures of outcome.said ?? []) console.log(`  ${figures}`);
    if (!outcome.ok) console.log(framed(name, outcome.output ?? ''));
  }
  console.log(['', ...table(rows)].join('\n'));
  const proved = rows.filter(({ outcome }) => outcome.ok).length;
  console.log(`\n${proved} proved, ${rows.length - proved} failed`);
  return proved === rows.length;
}
