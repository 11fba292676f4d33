import { sealedSecrets } from '@atelier/db/orchestra/environment-reads.ts';
import type { Knex } from 'knex';
import { openSecret, openValue, sealValue } from '../secrets.ts';

export interface SecretCache {
  /** The secrets of an environment; those that another key sealed are not among them. */
  of(db: Knex, environmentId: string): Promise<Readonly<Record<string, string>>>;
  seal(value: unknown): string;
  open(sealed: string): unknown;
}

/** So long a secret that was changed may still be used. */
const freshMs = 5_000;

export function createSecretCache(key: Buffer): SecretCache {
  const known = new Map<
    string,
    { readonly values: Readonly<Record<string, string>>; readonly until: number }
  >();
  return {
    async of(db, environmentId) {
      const hit = known.get(environmentId);
      if (hit !== undefined && performance.now() < hit.until) return hit.values;
      const opened = Object.entries(await sealedSecrets(db, environmentId)).flatMap(
        ([name, sealed]) => {
          const value = openSecret(key, environmentId, name, sealed);
          return value === undefined ? [] : [[name, value] as const];
        },
      );
      const values = Object.fromEntries(opened);
      known.set(environmentId, { values, until: performance.now() + freshMs });
      return values;
    },
    seal: (value) => sealValue(key, value),
    open: (sealed) => openValue(key, sealed),
  };
}
