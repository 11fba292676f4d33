import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentName } from './seal-format.ts';

test('whatever a file was called, its name in the archive leads nowhere and is its own', () => {
  const names = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(names, (called) => {
      const packed = called.map((name, index) => attachmentName(index, name));
      for (const name of packed) {
        expect(name).toMatch(/^attachments\/\d{4}(-[A-Za-z0-9-]{1,60})?(\.[a-z0-9-]{1,8})?$/);
      }
      expect(new Set(packed).size).toBe(packed.length);
    }),
  );
});

test.each([
  ['photo.JPG', 'attachments/0001-photo.jpg'],
  ['Камера 1.png', 'attachments/0001-1.png'],
  ['../../etc/passwd', 'attachments/0001.etc-pass'],
  ['.profile', 'attachments/0001-profile'],
])('%s', (name, packed) => {
  expect(attachmentName(0, name)).toBe(packed);
});
