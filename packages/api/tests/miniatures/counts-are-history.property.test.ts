import { importFile } from '@atelier/api/miniatures/import.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { stages } from '@atelier/domain/miniatures/stages.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOn, openMiniatures } from './test-caller.ts';

const { database, miniatures } = await openMiniatures();

const typeName = fc.constantFrom('Orks', 'Elves', 'Dwarfs');
const stage = fc.constantFrom(...stages);
const quantity = fc.integer({ min: 1, max: 6 });
const counts = fc.array(fc.nat(5), { minLength: 5, maxLength: 5 });
/** Events that need not fit the counts beside them: the contract does not ask for it. */
const event = fc
  .record({
    from: fc.nat(3),
    steps: fc.integer({ min: 1, max: 4 }),
    qty: quantity,
    day: fc.nat(27),
  })
  .map(({ from, steps, qty, day }) => ({
    from_stage: stages[from],
    to_stage: stages[Math.min(from + steps, 4)],
    qty,
    created_at: new Date(Date.UTC(2030, 0, 1 + day)).toISOString(),
  }));
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), name: typeName, quantity }),
  fc.record({ do: fc.constant('move' as const), name: typeName, from: stage, to: stage, quantity }),
  fc.record({ do: fc.constant('undo' as const), name: typeName }),
  fc.record({ do: fc.constant('archive' as const), name: typeName }),
  fc.record({
    do: fc.constant('import' as const),
    dryRun: fc.boolean(),
    types: fc.array(
      fc.record({ name: typeName, counts, history: fc.array(event, { maxLength: 4 }) }),
      { maxLength: 4 },
    ),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(one: Step, ids: ReadonlyMap<string, string>, suffix: string): Promise<void> {
  if (one.do === 'import') {
    const types = one.types.map(({ name, counts: numbers, history }) => ({
      name: name + suffix,
      stage_counts: stages.map((stage, place) => ({ stage, count: numbers[place] })),
      history,
    }));
    const file = (async function* () {
      yield Buffer.from(JSON.stringify({ types }));
    })();
    await importFile(contextOn(database), file, { dryRun: one.dryRun, locale: 'en' });
    return;
  }
  const id = ids.get(one.name) ?? '';
  if (one.do === 'add') await miniatures.addToBox({ id, quantity: one.quantity });
  else if (one.do === 'undo') await miniatures.undo({ id });
  else if (one.do === 'archive') await miniatures.archive({ id });
  else await miniatures.move({ id, from: one.from, to: one.to, quantity: one.quantity });
}

/** What all rows but the imported ones add up to, and never below nothing on the way. */
async function sumOfHistory(id: string): Promise<Record<string, number>> {
  const { items } = await miniatures.rawHistory({ id, limit: 500 });
  const sum: Record<string, number> = Object.fromEntries(stages.map((one) => [one, 0]));
  for (const entry of items.toReversed()) {
    if (entry.imported) continue;
    if (entry.from !== null) sum[entry.from] = (sum[entry.from] ?? 0) - entry.quantity;
    if (entry.to !== null) sum[entry.to] = (sum[entry.to] ?? 0) + entry.quantity;
    expect(Math.min(...Object.values(sum))).toBeGreaterThanOrEqual(0);
  }
  return sum;
}

proof('counts-are-history', { short: 15, long: 2_000 }, ({ rounds, seed, passed }) => {
  test('counts are exactly the sum of adds, imports, moves of our own and undos', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        run += 1;
        const suffix = ` ${run}`;
        const ids = new Map<string, string>();
        for (const name of ['Orks', 'Elves', 'Dwarfs']) {
          ids.set(name, (await miniatures.create({ name: name + suffix })).id);
        }
        for (const one of steps) {
          // A refusal is as good a step as any: it must change neither.
          await take(one, ids, suffix).catch((error: unknown) => {
            const cause = error instanceof TRPCError ? error.cause : error;
            if (!(cause instanceof DomainError)) throw error;
          });
        }
        for (const id of ids.values()) {
          expect((await miniatures.get({ id })).counts).toEqual(await sumOfHistory(id));
        }
        passed();
      }),
      { numRuns: rounds, seed },
    );
  });
});
