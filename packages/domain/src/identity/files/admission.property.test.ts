import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { announcedLength, refusalOfSize, requireType, roomFor } from './admission.ts';
import { defineFileUse, largestFile } from './file-use.ts';
import { profilePicture } from './profile-picture.ts';

// Small, so that what is full and what just fits is met often.
const bytes = fc.nat({ max: 12 });
const use = fc
  .record({
    fileBytes: fc.integer({ min: 1, max: 12 }),
    files: fc.integer({ min: 1, max: 3 }),
    thingBytes: bytes,
    whenFull: fc.constantFrom('refuse' as const, 'replace' as const),
  })
  .map(({ fileBytes, files, thingBytes, whenFull }) => ({
    ...profilePicture,
    fileBytes,
    perThing: { files, bytes: thingBytes, whenFull },
  }));
const stored = fc.record({
  ofThing: fc.record({ files: fc.nat({ max: 3 }), bytes }),
  ofUser: fc.record({ bytes }),
});

test('what is let in breaks none of the three limits', () => {
  fc.assert(
    fc.property(use, bytes, stored, fc.integer({ min: 1, max: 14 }), (one, userBytes, so, size) => {
      const refusal = refusalOfSize(one, userBytes, roomFor(one, userBytes, so), size);
      const replaces = one.perThing.whenFull === 'replace';
      const fits =
        size <= one.fileBytes &&
        size + so.ofUser.bytes <= userBytes &&
        size + (replaces ? 0 : so.ofThing.bytes) <= one.perThing.bytes &&
        (replaces || so.ofThing.files < one.perThing.files);
      expect(refusal === undefined).toBe(fits);
    }),
  );
});

test('what would not fit alone is too large, and never said to stand behind others', () => {
  fc.assert(
    fc.property(use, stored, fc.integer({ min: 1, max: 14 }), (one, so, size) => {
      const room = roomFor(one, 2 ** 40, so);
      const refusal = refusalOfSize(one, 2 ** 40, room, size);
      if (size > one.perThing.bytes) expect(refusal?.code).toBe('ERR_FILE_TOO_LARGE');
      if (refusal?.code === 'ERR_FILE_THING_FULL')
        expect(size).toBeLessThanOrEqual(one.perThing.bytes);
    }),
  );
});

test('more that is stored never makes more room', () => {
  fc.assert(
    fc.property(use, bytes, stored, bytes, (one, userBytes, so, more) => {
      const fuller = {
        ofThing: { files: so.ofThing.files + 1, bytes: so.ofThing.bytes + more },
        ofUser: { bytes: so.ofUser.bytes + more },
      };
      expect(roomFor(one, userBytes, fuller).bytes).toBeLessThanOrEqual(
        roomFor(one, userBytes, so).bytes,
      );
    }),
  );
});

describe('types', () => {
  test('only what the use has in its list is taken, whatever it is called', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'image/svg+xml')),
        (type) => {
          const known = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
          const bare = type.split(';')[0]?.trim().toLowerCase() ?? '';
          if (known.includes(bare)) return;
          expect(() => requireType(profilePicture, type)).toThrow('not taken here');
        },
      ),
    );
    expect(requireType(profilePicture, 'image/PNG; x=1')).toBe('image/png');
    expect(() => requireType(profilePicture, null)).toThrow('not taken here');
  });
});

test.each(['-1', '1e9', '0x10', '', ' 1', '9'.repeat(16)])('%j is no length', (header) => {
  expect(() => announcedLength(header)).toThrow('malformed');
});

test.each([
  { name: 'No' },
  { name: '../x' },
  { fileBytes: largestFile + 1 },
  { fileBytes: 0 },
  { types: [] },
])('a use with %o does not stand', (wrong) => {
  expect(() => defineFileUse({ ...profilePicture, ...wrong })).toThrow(TypeError);
});
