import type { HouseRole } from './roles.ts';

/** What a link is good for, once. */
export const linkPurposes = ['first-admin', 'invitation', 'password-reset'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

const hourMs = 60 * 60_000;

/** How long each is good, in milliseconds. */
export const linkLifetimes = {
  'first-admin': 24 * hourMs,
  invitation: 7 * 24 * hourMs,
  'password-reset': hourMs,
} as const satisfies Record<LinkPurpose, number>;

/** A link as it is asked for. */
export type LinkRequest =
  | { readonly purpose: 'first-admin' }
  | {
      readonly purpose: 'invitation';
      readonly role: HouseRole;
      /** Whom it is for; null for whoever has it. */
      readonly email: string | null;
      readonly createdById: string;
    }
  | {
      readonly purpose: 'password-reset';
      readonly userId: string;
      /** Null for a user who asked for it themselves. */
      readonly createdById: string | null;
    };

/** What a page says of a link before it is used. */
export interface LinkInfo {
  readonly purpose: LinkPurpose;
  /** Of an invitation: whom it is for; of a new password: whose. Null where the link says nothing. */
  readonly email: string | null;
  /** Of an invitation. */
  readonly role: HouseRole | null;
  /** Whether it is too late for it: it was used, or is too old. */
  readonly expired: boolean;
}

/** The page that takes a link's token, which stands behind `#`: so no server has it in a log. */
export function linkPath(token: string): string {
  return `/link#${token}`;
}
