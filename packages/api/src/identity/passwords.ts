import { normalPassword } from '@atelier/domain/identity/password.ts';
import { hash, type Options, verify } from '@node-rs/argon2';
import { parseOptions, verify as verifyBcrypt } from '@node-rs/bcrypt';
import { createLimiter } from '../kernel/streams/limiter.ts';

/** Argon2id as OWASP's cheat sheet has it: 19 MiB, two passes, one thread. */
export const hashOptions = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** The hash of a password that nobody has: what is shown for an unknown address is compared with it, at the same cost. */
export const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$vq3mMLw+rxlVj2p7NXOtZg$wXKqBwKP7HqqkbMZt9SN9+olBeI16X60T0QvV5Mc9Ys';

/**
 * Hashes and compares passwords, a few at a time, so that a flood of them leaves the machine to others. Whoever
 * comes from a browser in which they signed in before does not stand in the flood's line.
 */
export function createPasswords() {
  const strangers = createLimiter({ atOnce: 2, waiting: 40, waitMs: 5_000 });
  const known = createLimiter({ atOnce: 1, waiting: 20, waitMs: 10_000 });
  let computed = 0;

  return {
    /** How many hashes were computed so far. */
    computed: () => computed,
    /**
     * What is kept of a new password, of somebody who has shown a link or a password, or of whoever comes. Throws
     * `ERR_TOO_MANY_REQUESTS`.
     */
    hash: (password: string, isKnown = true): Promise<string> =>
      (isKnown ? known : strangers)(undefined, () => {
        computed += 1;
        return hash(normalPassword(password), hashOptions);
      }),
    /** Whether it is the password of this hash, null for an account that has none, or is none. Throws `ERR_TOO_MANY_REQUESTS`. */
    async isRight(kept: string | null, password: string, isKnown: boolean): Promise<boolean> {
      const limited = isKnown ? known : strangers;
      const isSame = await limited(undefined, () => {
        computed += 1;
        return isOf(kept ?? nobodysHash, password);
      });
      return isSame && kept !== null;
    },
  };
}

/** An older program's: the password is hashed anew as soon as it is shown. */
export function isBcrypt(kept: string): boolean {
  return /^\$2[aby]\$/.test(kept);
}

/** Above it a comparison would take seconds, and whoever asks would keep the machine busy. */
const mostCost = 14;

/** A hash that is none is nobody's password: an adopted database may hold anything. */
async function isOf(kept: string, password: string): Promise<boolean> {
  try {
    if (!isBcrypt(kept)) return await verify(kept, normalPassword(password));
    // The older program hashed what was typed, as it was typed.
    return parseOptions(kept).cost <= mostCost && (await verifyBcrypt(password, kept));
  } catch {
    return false;
  }
}

export type Passwords = ReturnType<typeof createPasswords>;
