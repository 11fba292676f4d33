import type { PersonName } from '@atelier/domain/orchestra/types.ts';

/** Somebody, or null where nobody is told or the account is gone. */
export function personOf(id: string | null, name: string | null): PersonName | null {
  return id === null ? null : { id, name: name ?? '' };
}

export function instantOf(value: Date): string;
export function instantOf(value: Date | null): string | null;
export function instantOf(value: Date | null): string | null {
  return value === null ? null : value.toISOString();
}
