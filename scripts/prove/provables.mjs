import { inMemory } from '../lib/full-steps.mjs';
import { ensurePatroni } from '../lib/patroni.mjs';
import { proveAppearances } from './appearances.mjs';
import { postgresVersions, proveOnPostgres } from './postgres-versions.mjs';
import { runProof } from './run-proof.mjs';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {{readonly done: number, readonly of: number}} rounds
 * @property {string} [output] shown when it is not ok
 * @property {readonly string[]} [said] figures, shown in any case
 *
 * @typedef {object} RunOptions
 * @property {string} root
 * @property {number} seed
 * @property {(done: number, of?: number) => void} onProgress
 *
 * @typedef {object} Provable
 * @property {string} name
 * @property {string} where its tests stand
 * @property {string} rounds how many, for people
 * @property {(options: RunOptions) => Promise<Outcome>} run
 */

/**
 * What `npm run prove` can prove: the proofs in the tests, then what is gone through on other ground.
 *
 * @param {readonly import('./find-proofs.mjs').Proof[]} proofs
 * @returns {readonly Provable[]}
 */
export function provables(proofs) {
  const env = inMemory();
  return [
    ...proofs.map((proof) => ({
      name: proof.name,
      where: proof.path,
      rounds: `${counted(proof.long)}, ${counted(proof.short)} in npm test`,
      run: async (/** @type {RunOptions} */ options) => {
        // Of Debian, and larger than the house itself: fetched for the proof that needs it alone.
        if (proof.name === 'patroni') await ensurePatroni();
        return runProof(proof, { ...options, env });
      },
    })),
    {
      name: 'appearances',
      where: 'apps/web/e2e',
      rounds: 'both languages in both themes, each of them once in npm test',
      run: proveAppearances,
    },
    ...Object.entries(postgresVersions).map(([name, version]) => ({
      name,
      where: 'matrix: the database tests on that version',
      rounds: 'every test',
      run: (/** @type {RunOptions} */ options) => proveOnPostgres(version, { ...options, env }),
    })),
  ];
}

/**
 * Those that have one of the words as their name, or else in their name or place; all without words.
 *
 * @template {Pick<Provable, 'name' | 'where'>} Each
 * @param {readonly Each[]} all
 * @param {readonly string[]} words
 * @returns {readonly Each[]}
 * @throws {Error} for a word that none has
 */
export function choose(all, words) {
  if (words.length === 0) return all;
  const chosen = new Set(
    words.flatMap((word) => {
      const named = all.filter(({ name }) => name === word);
      const found = named.length > 0 ? named : all.filter((each) => holds(each, word));
      if (found.length > 0) return found;
      const names = all.map(({ name }) => name).join(', ');
      throw new Error(
        `No proof is called ${word}, or stands in a place of that name; there are: ${names}`,
      );
    }),
  );
  return all.filter((each) => chosen.has(each));
}

const holds = (
  /** @type {Pick<Provable, 'name' | 'where'>} */ { name, where },
  /** @type {string} */ word,
) => name.includes(word) || where.includes(word);

/** `20,000`, whatever language the machine speaks. */
export const counted = (/** @type {number} */ number) => number.toLocaleString('en');
