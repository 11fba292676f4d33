import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxMessageBytes, packMessages } from './pack-messages.ts';

const message = fc
  .record({
    topic: fc.constantFrom('a.b', 'c.d:1'),
    content: fc.string({ unit: 'grapheme', maxLength: 1500, size: 'max' }),
  })
  .map(({ topic, content }) => ({ topic, text: JSON.stringify({ topic, content }) }))
  .filter(({ text }) => Buffer.byteLength(text) <= maxMessageBytes);

test('nothing is lost or put out of order, and each payload is one that NOTIFY takes', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 40, size: 'max' }), (messages) => {
      const payloads = packMessages(messages);
      expect(payloads.flatMap(({ text }) => JSON.parse(text))).toEqual(
        messages.map(({ text }) => JSON.parse(text)),
      );
      for (const { text, topics } of payloads) {
        expect(Buffer.byteLength(text)).toBeLessThan(8000);
        expect(new Set(JSON.parse(text).map(({ topic }: { topic: string }) => topic))).toEqual(
          topics,
        );
      }
    }),
    { numRuns: 50 },
  );
});

test('the largest message is alone in the largest payload', () => {
  const text = `"${'x'.repeat(maxMessageBytes - 2)}"`;
  const payloads = packMessages([
    { topic: 'a.b', text: '1' },
    { topic: 'a.b', text },
    { topic: 'a.b', text: '2' },
  ]);
  expect(payloads.map((payload) => payload.text)).toEqual(['[1]', `[${text}]`, '[2]']);
  expect(payloads[1]?.text).toHaveLength(7999);
});
