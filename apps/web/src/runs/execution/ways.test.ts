import { describe, expect, it } from 'vitest';
import type { ShownItem } from './shown-items.ts';
import { firstStep, nextOpen, nextPlace } from './ways.ts';

/** As far as the ways look at it. */
function shown(id: string, steps: number, status?: 'ok'): ShownItem {
  const item = { id, content: { steps: Array.from({ length: steps }) } };
  return { item, result: status ? { status } : null, unsaved: [], refusal: undefined } as never;
}

const boots = shown('boots', 2, 'ok');
const streams = shown('streams', 0);
const records = shown('records', 1, 'ok');
const all = [boots, streams, records];
const at = (itemId: string, step: number | null = null) => ({ itemId, step });

describe('nextPlace', () => {
  it('goes from item to item, and stays at both ends', () => {
    expect(nextPlace(at('boots'), boots, all, 1)).toEqual(at('streams'));
    expect(nextPlace(at('streams'), streams, all, -1)).toEqual(at('boots'));
    expect(nextPlace(at('boots'), boots, all, -1)).toBeUndefined();
    expect(nextPlace(at('records'), records, all, 1)).toBeUndefined();
  });

  it('goes from step to step, out before the first, and on after the last', () => {
    expect(nextPlace(at('boots', 0), boots, all, 1)).toEqual(at('boots', 1));
    expect(nextPlace(at('boots', 0), boots, all, -1)).toEqual(at('boots'));
    expect(nextPlace(at('boots', 1), boots, all, 1)).toEqual(at('streams'));
  });

  it('passes over what is not shown', () => {
    expect(nextPlace(at('boots'), boots, [boots, records], 1)).toEqual(at('records'));
  });
});

it('an item is entered at its first step, if it has one', () => {
  expect(firstStep(at('boots'), boots)).toEqual(at('boots', 0));
  expect(firstStep(at('boots', 1), boots)).toBeUndefined();
  expect(firstStep(at('streams'), streams)).toBeUndefined();
});

it('what is open is looked for behind the item, and then from the first on', () => {
  expect(nextOpen(boots, all)).toEqual(at('streams'));
  expect(nextOpen(records, all)).toEqual(at('streams'));
  expect(nextOpen(undefined, all)).toEqual(at('streams'));
  expect(nextOpen(boots, [boots, records])).toBeUndefined();
});
