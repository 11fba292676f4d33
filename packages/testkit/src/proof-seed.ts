import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';

/** Vitest's global setup: one seed for all proofs of a run, given in PROOF_SEED or drawn. */
export function setup(project: TestProject): void {
  const given = process.env.PROOF_SEED;
  const seed = given ? Number(given) : randomInt(2 ** 31);
  if (!Number.isInteger(seed)) throw new Error(`PROOF_SEED is ${given}, which is no whole number.`);
  project.provide('proofSeed', seed);
  console.log(`The proofs' seed is ${seed}; PROOF_SEED=${seed} repeats their choices.`);
}
