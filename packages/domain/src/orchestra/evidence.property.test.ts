import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Length } from './encodings.ts';
import { cutToBytes, keptBody } from './evidence.ts';
import { jsonFault } from './json.ts';
import { redacted, redactor } from './redact.ts';

const anyCharacter = fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code));

const sha256 = (text: string) => `hash of ${text.length}`;
const nothing = redactor([]);

test('a body is kept whole or cut, and can always be stored', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc
          .tuple(fc.string({ unit: anyCharacter }), fc.nat(900))
          .map(([text, times]) => text.repeat(times)),
        fc.anything({ withBigInt: true }),
      ),
      (body) => {
        const kept = keptBody(body, nothing, sha256, 1);
        expect(jsonFault(kept.value)).toBeNull();
        if (kept.sha256 === undefined) expect(kept.bytes).toBeLessThanOrEqual(1024);
        else expect(utf8Length(String(kept.value))).toBeLessThanOrEqual(1024 + 2);
      },
    ),
    { numRuns: 100 },
  );
});

test('what is cut has its size and the hash of all of it', () => {
  const body = { text: 'ä'.repeat(2000) };
  expect(keptBody(body, nothing, sha256, 1)).toMatchObject({ bytes: 4011, sha256: 'hash of 2011' });
  expect(keptBody({ a: 1 }, nothing, sha256)).toEqual({ value: { a: 1 }, bytes: 7 });
});

test('a secret at the place of the cut does not stay in part', () => {
  const secret = 'geheimgeheim';
  for (let before = 1000; before <= 1030; before++) {
    const { value } = keptBody(
      `${'x'.repeat(before)}${secret}${'y'.repeat(100)}`,
      redactor([secret]),
      sha256,
      1,
    );
    expect(String(value).replaceAll(redacted, '')).not.toContain('geh');
  }
});

test('a text is cut between characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, max) => {
      const cut = cutToBytes(text, max);
      expect(text.startsWith(cut)).toBe(true);
      expect(utf8Length(cut)).toBeLessThanOrEqual(max);
      expect(utf8Length(cut)).toBe(new TextEncoder().encode(cut).length);
    }),
  );
});
