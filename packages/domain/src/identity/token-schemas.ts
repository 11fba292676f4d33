import { z } from 'zod';
import { areas } from '../kernel/areas.ts';
import { nameText } from '../kernel/text.ts';

/** How many tokens one person may have at once. */
export const maxTokens = 100;

/** A token of one's own; the secret itself is told once, when it is made. Instants are milliseconds since 1970. */
export interface OwnToken {
  readonly id: string;
  readonly name: string;
  readonly access: 'read' | 'write';
  /** Null for all areas. */
  readonly areas: readonly string[] | null;
  readonly createdAt: number;
  /** Null for never; a token that has expired is listed until it is revoked. */
  readonly expiresAt: number | null;
  /** To the minute; null for never. */
  readonly lastUsedAt: number | null;
}

/** What a program is given. */
export interface NewOwnToken {
  readonly id: string;
  /** Null where the same request is repeated under its idempotency key: it is told once. */
  readonly token: string | null;
}

/** `areas` left out for all of them; `expiresAt` in milliseconds since 1970, left out for never. */
export const createTokenInput = z.strictObject({
  name: nameText(120),
  access: z.enum(['read', 'write']),
  areas: z
    .array(z.enum(areas))
    .min(1)
    .max(areas.length)
    .refine((all) => new Set(all).size === all.length, 'names an area twice')
    .nullish(),
  expiresAt: z.int().min(0).max(253_402_300_799_999).nullish(),
});
export const tokenIdInput = z.strictObject({ id: z.uuid().toLowerCase() });
