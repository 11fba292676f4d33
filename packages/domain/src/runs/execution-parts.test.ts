import { expect, test } from 'vitest';
import { attachedTo, attachmentPlace } from './attachments.ts';
import { burnDown } from './burn-down.ts';
import { defectText, defectUrl } from './defect-text.ts';
import type { RunItem } from './types.ts';

const itemId = '0190f3c4-0000-7000-8000-000000000001';

test('files hang on an item or on a step of it, and on nothing that only looks so', () => {
  for (const step of [null, 0, 12, 299]) {
    expect(attachedTo(attachmentPlace({ itemId, step }))).toEqual({ itemId, step });
  }
  for (const other of ['', 'x', `${itemId}.`, `${itemId}.01`, `${itemId}.-1`, itemId.slice(1)]) {
    expect(attachedTo(other)).toBeNull();
  }
});

test('what is left at the end of each day, in the order of the days', () => {
  const recorded = [
    { day: '2026-11-03', count: 2 },
    { day: '2026-11-01', count: 5 },
  ];
  expect(burnDown(10, recorded)).toEqual([
    { day: '2026-11-01', open: 5 },
    { day: '2026-11-03', open: 3 },
  ]);
});

test('a defect’s address has its key in it, whatever that is made of', () => {
  expect(defectUrl('https://t.example/browse/{key}', 'CAM-1')).toBe(
    'https://t.example/browse/CAM-1',
  );
  expect(defectUrl('https://t.example/{key}', '../a b')).toBe('https://t.example/..%2Fa%20b');
  expect(defectUrl(null, 'CAM-1')).toBeNull();
});

test('the text for a tracker says what was done, what was expected and what was seen', () => {
  const step = {
    action: 'Set {{volts}} V',
    expected: 'It starts',
    data: '',
    sharedVersionId: null,
  };
  const item = {
    ...{ key: 'C7', parameterRow: 0 },
    content: {
      ...{ title: 'Starts', parameters: { columns: ['volts'], rows: [['9']] } },
      steps: [step, { ...step, action: 'Wait', expected: 'A picture' }],
    },
    result: {
      ...{ status: 'fail', comment: 'Dark.', measuredValue: '41 s' },
      steps: [null, { status: 'fail', comment: 'No picture', measuredValue: null }],
    },
  } as unknown as RunItem;
  const words = {
    ...{ asset: 'Asset', firmware: 'Firmware', steps: 'Steps' },
    ...{ expected: 'Expected', actual: 'Actual', measured: 'Measured' },
  };
  const run = { title: 'Nightly', assetModel: 'DS-2', firmwareVersion: '5.7.1' };
  expect(defectText(run, item, words)).toEqual({
    title: 'C7 Starts',
    text: `Nightly · C7

- Asset: DS-2
- Firmware: 5.7.1
- Measured: 41 s

## Steps

1. Set 9 V
2. Wait

## Expected

A picture

## Actual

Dark.
2. No picture
`,
  });
});
