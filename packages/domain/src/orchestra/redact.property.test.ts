import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from './encodings.ts';
import { redacted, redactor } from './redact.ts';

// Letters that no encoding of the text around them can make.
const secret = fc
  .string({
    unit: fc.constantFrom('Q', 'z', '7', 'ß', '+', '/', ' ', '&', '"', '<', '%', '€', '😀'),
    minLength: 6,
    maxLength: 20,
  })
  .filter((one) => one.trim() === one);
const around = fc.string({ unit: fc.constantFrom('a', 'b', ':', '-'), maxLength: 6 });

/** Everything that a secret becomes on its way, each with what undoes it. */
const forms: readonly [string, (text: string) => string][] = [
  ['plain', (text) => text],
  ['base64', (text) => base64(text)],
  ['base64url', (text) => base64(text).replaceAll('+', '-').replaceAll('/', '_')],
  ['address', (text) => encodeURIComponent(text)],
  ['form', (text) => encodeURIComponent(text).replaceAll('%20', '+')],
  ['json', (text) => JSON.stringify(text)],
];

test('no secret is left, in whatever form and wherever it stands', () => {
  fc.assert(
    fc.property(
      secret,
      around,
      around,
      fc.constantFrom(...forms),
      (hidden, before, behind, [, form]) => {
        const { value } = redactor([hidden]);
        const whole = form(`${before}${hidden}${behind}`);
        const shown = JSON.stringify(
          value({ headers: { 'X-Any': `Basic ${whole}` }, [whole]: [whole, { deep: whole }] }),
        );
        for (const [, other] of forms) {
          // Without its first and last characters, which base64 shares with its neighbours.
          const core = other(hidden).replaceAll(/[="]/g, '').slice(3, -3);
          if (core.length >= 6) expect(shown).not.toContain(core);
        }
        expect(shown).toContain(redacted);
      },
    ),
    { numRuns: 200 },
  );
});

test('what has no secret in it stays as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (any) => {
      expect(redactor(['ÄÖÜÄÖÜ', '']).value(any)).toEqual(any);
    }),
  );
});

test('numbers, certificates and headers that are secret by their name', () => {
  const line = 'MIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAw';
  const { value, headers, text } = redactor([
    '12345678',
    `-----BEGIN KEY-----\n${line}\n-----END KEY-----`,
  ]);
  expect(value({ pin: 12345678, near: 1234567 })).toEqual({ pin: redacted, near: 1234567 });
  expect(text(`found ${line}`)).toBe(`found ${redacted}`);
  expect(headers({ Authorization: 'Bearer x', 'set-cookie': ['a'], Accept: 'y' })).toEqual({
    Authorization: redacted,
    'set-cookie': redacted,
    Accept: 'y',
  });
});

test('a value of any depth is looked through or hidden, and throws nothing', () => {
  let deep: unknown = 'geheim!';
  for (let depth = 0; depth < 50_000; depth++) deep = [deep];
  expect(() => redactor(['geheim!']).value(deep)).not.toThrow();
  const pollution = JSON.parse('{"__proto__": {"geheim!": 1}}');
  expect(Object.hasOwn(redactor(['geheim!']).value(pollution) as object, '__proto__')).toBe(true);
});
