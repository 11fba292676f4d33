import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyMove,
  definePipeline,
  emptyCounts,
  isForward,
  mapStages,
  nextStage,
  progress,
  stagesAfter,
  totalCount,
} from './pipeline.ts';

const pipeline = definePipeline(['cut', 'sewn', 'washed', 'sold']);
const stage = fc.constantFrom(...pipeline.stages);
/** Often so small that a move takes the last one, or one too many. */
const count = fc.oneof(fc.nat(3), fc.nat(1_000_000));
const counts = fc
  .array(count, { minLength: 4, maxLength: 4 })
  .map((numbers) => mapStages(pipeline, (_stage, index) => numbers[index] ?? 0));
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.integer(),
  fc.double(),
);
const move = fc.record({ from: stage, to: stage, quantity });

test('counts are conserved by every move, and none is ever negative', () => {
  fc.assert(
    fc.property(counts, fc.array(move, { maxLength: 50 }), (start, moves) => {
      let now = start;
      for (const one of moves) {
        const result = applyMove(pipeline, now, one);
        if (result.ok) now = result.value;
        expect(totalCount(pipeline, now)).toBe(totalCount(pipeline, start));
        for (const each of pipeline.stages) expect(now[each]).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('a move is taken exactly when it goes forward with a whole quantity that is there', () => {
  fc.assert(
    fc.property(counts, move, (before, one) => {
      const result = applyMove(pipeline, before, one);
      const forward = pipeline.indexOf(one.to) > pipeline.indexOf(one.from);
      const whole = Number.isSafeInteger(one.quantity) && one.quantity >= 1;
      expect(result.ok).toBe(forward && whole && one.quantity <= before[one.from]);
      if (result.ok) {
        expect(result.value[one.from]).toBe(before[one.from] - one.quantity);
        expect(result.value[one.to]).toBe(before[one.to] + one.quantity);
      } else if (!forward) {
        expect(result.refusal).toEqual({ reason: 'not_forward' });
      } else if (!whole) {
        expect(result.refusal).toEqual({ reason: 'invalid_quantity' });
      } else {
        expect(result.refusal).toEqual({ reason: 'insufficient', available: before[one.from] });
      }
    }),
  );
});

test('a move never changes the counts it was given, nor a stage it does not name', () => {
  fc.assert(
    fc.property(counts, move, (before, one) => {
      const copy = { ...before };
      const result = applyMove(pipeline, before, one);
      expect(before).toEqual(copy);
      if (!result.ok) return;
      for (const each of pipeline.stages) {
        if (each !== one.from && each !== one.to) expect(result.value[each]).toBe(before[each]);
      }
    }),
  );
});

test('progress lies between 0 and 1, and only grows with a move', () => {
  fc.assert(
    fc.property(counts, move, (before, one) => {
      const old = progress(pipeline, before);
      expect(old).toBeGreaterThanOrEqual(0);
      expect(old).toBeLessThanOrEqual(1);
      const result = applyMove(pipeline, before, one);
      if (result.ok) expect(progress(pipeline, result.value)).toBeGreaterThan(old);
    }),
  );
});

test('forward is a strict order: never to itself, never both ways, and through others', () => {
  fc.assert(
    fc.property(stage, stage, stage, (a, b, c) => {
      expect(isForward(pipeline, a, a)).toBe(false);
      expect(isForward(pipeline, a, b) && isForward(pipeline, b, a)).toBe(false);
      if (isForward(pipeline, a, b) && isForward(pipeline, b, c)) {
        expect(isForward(pipeline, a, c)).toBe(true);
      }
      expect(stagesAfter(pipeline, a).includes(b)).toBe(isForward(pipeline, a, b));
    }),
  );
});

test('the next stage is the nearest of those after it', () => {
  expect(nextStage(pipeline, 'cut')).toBe('sewn');
  expect(nextStage(pipeline, 'sold')).toBeNull();
});

test('an empty pipeline has come nowhere, a finished one is at its end', () => {
  expect(progress(pipeline, emptyCounts(pipeline))).toBe(0);
  expect(progress(pipeline, { cut: 0, sewn: 0, washed: 0, sold: 7 })).toBe(1);
  expect(progress(pipeline, { cut: 1, sewn: 0, washed: 0, sold: 1 })).toBe(0.5);
});

test('a pipeline needs two different stages', () => {
  expect(() => definePipeline(['only'])).toThrow(TypeError);
  expect(() => definePipeline([])).toThrow(TypeError);
  expect(() => definePipeline(['twice', 'twice'])).toThrow(TypeError);
});

test('a stage that is none is in front of nothing', () => {
  const unknown = 'lost' as unknown as 'cut';
  expect(isForward(pipeline, unknown, 'sold')).toBe(false);
  expect(isForward(pipeline, 'cut', unknown)).toBe(false);
});
