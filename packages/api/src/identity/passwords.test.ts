import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { createPasswords, hashOptions, nobodysHash } from './passwords.ts';

test('what is shown for an unknown address is compared at the cost of a known one', async () => {
  const passwords = createPasswords();
  const kept = await passwords.hash('three geese in a row');
  expect(parseOptions(kept)).toEqual(parseOptions(nobodysHash));
  expect(parseOptions(kept)).toMatchObject({ ...hashOptions, algorithm: 2 });
  expect(await passwords.isRight(kept, 'three geese in a row', false)).toBe(true);
  expect(await passwords.isRight(kept, 'three geese in a ro', false)).toBe(false);
  expect(await passwords.isRight(null, 'three geese in a row', false)).toBe(false);
  expect(passwords.computed()).toBe(4);
});

test('a flood is turned away, and whoever is known does not stand in its line', async () => {
  const passwords = createPasswords();
  const kept = await passwords.hash('three geese in a row');
  let lookedAt = 0;
  const flood = Array.from({ length: 200 }, () =>
    passwords.isRight(kept, 'wrong', false).then(
      () => {
        lookedAt += 1;
        return 'looked at';
      },
      ({ code }: { code: string }) => code,
    ),
  );
  expect(await passwords.isRight(kept, 'three geese in a row', true)).toBe(true);
  // Others are under way at that moment, and most of the line is still behind.
  expect(lookedAt).toBeLessThan(21);
  const answers = await Promise.all(flood);
  const refused = answers.filter((each) => each === 'ERR_TOO_MANY_REQUESTS').length;
  // Two at work and forty in the line; on a slow machine some of these wait too long, and are refused as well.
  expect(refused).toBeGreaterThanOrEqual(200 - 42);
  expect(refused + lookedAt).toBe(200);
});
