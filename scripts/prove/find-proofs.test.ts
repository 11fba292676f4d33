import { expect, test } from 'vitest';
import { root } from '../lib/quick-steps.mjs';
import { findProofs, proofsIn } from './find-proofs.mjs';

const imported = "import { proof } from '@atelier/testkit/proof.ts';\n";

test('a proof is read off its call: its name, and its rounds here and in npm test', () => {
  const text = `${imported}
    proof('bad-requests', { short: 2_000, long: 20_000 }, ({ rounds }) => {});
    proof(
      'killed-runners',
      { short: 3, long: 9 },
      () => {},
    );`;
  expect(proofsIn('a.test.ts', text)).toEqual([
    { name: 'bad-requests', path: 'a.test.ts', short: 2000, long: 20_000 },
    { name: 'killed-runners', path: 'a.test.ts', short: 3, long: 9 },
  ]);
});

test('a proof that cannot be read off is an error that names the file, and no proof that is missed', () => {
  const hidden = `${imported} proof(name, { short: 1, long: 2 }, () => {});`;
  expect(() => proofsIn('hidden.test.ts', hidden)).toThrow('hidden.test.ts');
});

test('another function of that name is none', () => {
  expect(proofsIn('a.test.ts', "proof('x', { short: 1, long: 2 })")).toEqual([]);
  expect(proofsIn('a.test.ts', `${imported} foolproof(1); is.proof(2);`)).toEqual([]);
});

test('every proof of ours has a name of its own, and goes further here than in npm test', () => {
  const proofs = findProofs(root);
  expect(proofs.length).toBeGreaterThan(5);
  for (const { name, short, long } of proofs) expect([name, long > short]).toEqual([name, true]);
});
