import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** From which everything that proofs leave to chance follows. */
    proofSeed: number;
  }
}

/** How many rounds a proof has in `npm test`, and how many in `npm run prove`. */
export interface Rounds {
  readonly short: number;
  readonly long: number;
}

/** What the body of a proof is handed. */
export interface ProofRun {
  readonly rounds: number;
  /** For fast-check's `seed`; PROOF_SEED in the environment repeats a run. */
  readonly seed: number;
  /**
   * As many of the cases as there are rounds, in their order: all of them in a long proof, otherwise those
   * that the seed picks. With PROOF_CASES=all in the environment, all of them in a short one too.
   *
   * @throws {Error} where a long proof would leave some of them out
   */
  some<Case>(cases: readonly Case[]): readonly Case[];
  /** To be called when a round is over: `npm run prove` shows how far it has come. */
  passed(rounds?: number): void;
  /** Figures of what was proved, for the log and for `npm run prove`, which shows them behind its outcome. */
  say(figures: string): void;
}

/** A proof of hours is a proof too; without a limit one that hangs would never be told. */
const limitMs = { short: 180_000, long: 4 * 3_600_000 };

/**
 * A proof by repetition: the same code runs a few rounds in `npm test`, and many in `npm run prove`, which
 * finds it by this call in the source: name and rounds have to be written out as literals.
 *
 * @param name in kebab-case; unique
 * @param body registers the tests
 */
export function proof(name: string, { short, long }: Rounds, body: (run: ProofRun) => void): void {
  const length = process.env.PROOF_ROUNDS === 'long' ? 'long' : 'short';
  const rounds = length === 'long' ? long : short;
  const allCases = process.env.PROOF_CASES === 'all';
  const seed = inject('proofSeed');
  const report = reporter(name, rounds, seed);
  describe(name, { timeout: limitMs[length] }, () => {
    body({
      rounds,
      seed,
      some(cases) {
        if (cases.length <= long) return allCases ? cases : pick(cases, rounds, seed);
        throw new Error(
          `${name} has ${cases.length} cases: write { short: …, long: ${cases.length} }.`,
        );
      },
      passed: report,
      say(figures) {
        console.log(figures);
        note({ name, said: figures });
      },
    });
  });
}

/** @returns so many of the cases, or all where there are no more, in their order */
export function pick<Case>(cases: readonly Case[], number: number, seed: number): readonly Case[] {
  const length = Math.min(number, cases.length);
  const subarrays = fc.subarray([...cases], { minLength: length, maxLength: length });
  return fc.sample(subarrays, { numRuns: 1, seed })[0] ?? [];
}

/** Notes how many rounds are over, in the file that `npm run prove` reads; without one it is silent. */
function reporter(name: string, rounds: number, seed: number): (count?: number) => void {
  let done = 0;
  let notedAt = 0;
  const noteDone = () => {
    notedAt = performance.now();
    note({ name, rounds, seed, done });
  };
  noteDone();
  return (count = 1) => {
    done += count;
    if (done >= rounds || performance.now() - notedAt > 500) noteDone();
  };
}

function note(what: object): void {
  const file = process.env.PROOF_PROGRESS;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(what)}\n`);
}
