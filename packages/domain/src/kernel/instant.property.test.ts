import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMicros, parseInstant } from './instant.ts';

/** Instants that a JavaScript number holds to the microsecond: years 1700 to 2255. */
const exact = fc.integer({ min: -8_520_336_000_000_000, max: 9_000_000_000_000_000 });

test('what is formatted is read back to the microsecond', () => {
  fc.assert(
    fc.property(exact, (at) => {
      expect(parseInstant(formatMicros(at))).toBe(at);
    }),
  );
});

test('a fraction is written with six digits, and only where there is one', () => {
  const noon = parseInstant('2026-01-31T12:00:00Z') ?? 0;
  expect(formatMicros(noon)).toBe('2026-01-31T12:00:00Z');
  expect(formatMicros(noon + 1)).toBe('2026-01-31T12:00:00.000001Z');
  expect(formatMicros(noon + 100_000)).toBe('2026-01-31T12:00:00.100000Z');
});

test('any instant of the years 1 to 9999 that is read can be written and read again', () => {
  const date = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, fc.nat(999_999), (day, fraction) => {
      const second = day.toISOString().slice(0, 19);
      const at = parseInstant(`${second}.${String(fraction).padStart(6, '0')}Z`);
      if (at === null) {
        // The one microsecond that a number rounds up into the year 10000.
        expect(second).toBe('9999-12-31T23:59:59');
      } else {
        expect(parseInstant(formatMicros(at))).toBe(at);
      }
    }),
  );
});

test('a zone moves the instant, and none means UTC', () => {
  const noon = parseInstant('2026-01-31T12:00:00Z');
  for (const same of [
    '2026-01-31T12:00:00',
    '2026-01-31 12:00',
    '2026-01-31t12:00:00z',
    '2026-01-31T15:00:00+03:00',
    '2026-01-31T15:00:00+0300',
    '2026-01-31T15:00+03',
    '2026-01-31T06:30:00-05:30',
    '2026-02-01T00:00:00,000+12:00',
  ]) {
    expect(parseInstant(same)).toBe(noon);
  }
});

test('digits past the microsecond are cut, missing ones are zeros', () => {
  const base = parseInstant('2026-01-31T12:00:00Z') ?? 0;
  expect(parseInstant('2026-01-31T12:00:00.123456999Z')).toBe(base + 123_456);
  expect(parseInstant('2026-01-31T12:00:00.1Z')).toBe(base + 100_000);
});

test.each([
  '',
  'yesterday',
  '2026-01-31',
  '2026-02-30T00:00:00Z',
  '2025-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-10T00:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T12:60:00Z',
  '2026-01-31T12:00:60Z',
  '2026-01-31T12:00:00+16:00',
  '2026-01-31T12:00:00+03:60',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '12026-01-31T12:00:00Z',
  ' 2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00Z\n',
  '1769860800',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeNull();
});

test('any text at all is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const at = parseInstant(text);
      expect(at === null || Number.isInteger(at)).toBe(true);
    }),
  );
});
