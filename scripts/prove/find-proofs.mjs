import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBelow } from '../lib/test-files.mjs';

/**
 * A proof by repetition in a test file: `proof(…)` of the test kit.
 *
 * @typedef {object} Proof
 * @property {string} name
 * @property {string} path of its file, from the root
 * @property {number} short rounds in `npm test`
 * @property {number} long rounds here
 */

const call =
  /(?<![\w.])proof\(\s*'(?<name>[a-z0-9-]+)',\s*\{ short: (?<short>[\d_]+), long: (?<long>[\d_]+) \}/g;

/**
 * The proofs that a test file calls for.
 *
 * @param {string} path
 * @param {string} text
 * @returns {readonly Proof[]}
 * @throws {Error} where there is a proof that cannot be read off
 */
export function proofsIn(path, text) {
  if (!text.includes("'@atelier/testkit/proof.ts'")) return [];
  const calls = text.match(/(?<![\w.])proof\(/g) ?? [];
  const proofs = [...text.matchAll(call)].map(({ groups = {} }) => ({
    name: groups.name ?? '',
    path,
    short: numberOf(groups.short),
    long: numberOf(groups.long),
  }));
  if (proofs.length !== calls.length) {
    throw new Error(
      `${path}: write the name of a proof and its rounds out, as in proof('many-moves', { short: 5, long: 500 }, …).`,
    );
  }
  return proofs;
}

const numberOf = (/** @type {string | undefined} */ text) => Number(text?.replaceAll('_', ''));

/**
 * All proofs of the checkout, by name.
 *
 * @param {string} root
 * @returns {readonly Proof[]}
 * @throws {Error} for a name that stands twice
 */
export function findProofs(root) {
  const proofs = ['packages', 'apps']
    .flatMap((group) => filesBelow(join(root, group)))
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) =>
      proofsIn(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = proofs.find(({ name }, place) => proofs[place + 1]?.name === name);
  if (twice) throw new Error(`Two proofs are called ${twice.name}.`);
  return proofs;
}
