import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxSettingBytes, maxSettingDepth, settingFault, settingKeySchema } from './settings.ts';

it('what is JSON of usual size is a value, if PostgreSQL can store its text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }), (value) => {
      const isFine =
        JSON.stringify(value).length * 3 <= maxSettingBytes &&
        !/\\u0000/.test(JSON.stringify(value));
      if (isFine) expect(settingFault(value)).toBeNull();
    }),
  );
});

it('a value is measured in bytes of UTF-8', () => {
  const cases: readonly [string, number][] = [
    ['x', 1],
    ['é', 2],
    ['€', 3],
    ['🎲', 4],
  ];
  for (const [character, bytes] of cases) {
    const fits = character.repeat(Math.floor((maxSettingBytes - 2) / bytes));
    expect(settingFault(fits)).toBeNull();
    expect(settingFault(fits + character)).toBe('is too large');
  }
});

it.each([
  ['nothing', undefined],
  ['NUL in a text', { a: ['\u0000'] }],
  ['NUL in a name', { '\u0000': 1 }],
  ['half of a surrogate pair', '\ud800'],
  ['too many levels', nested(maxSettingDepth + 1)],
  ['very many levels', nested(100_000)],
])('%s is no value', (_what, value) => {
  expect(settingFault(value)).not.toBeNull();
});

it('the words of an escape are no escape', () => {
  expect(settingFault('\\u0000')).toBeNull();
  expect(settingFault(nested(maxSettingDepth))).toBeNull();
});

it.each(['language', 'miniatures.collection.view', 'a:b/c-d_e'])('%s is a key', (key) => {
  expect(settingKeySchema.safeParse(key).success).toBe(true);
});

it.each(['', '.a', 'a..b', 'a b', '__proto__', 'a\n', 'x'.repeat(201)])('%j is no key', (key) => {
  expect(settingKeySchema.safeParse(key).success).toBe(false);
});

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
