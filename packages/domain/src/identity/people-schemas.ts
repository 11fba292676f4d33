import { z } from 'zod';
import { storableText } from '../kernel/text.ts';
import { displayNameText, emailText, mailLanguages } from './account-schemas.ts';
import { houseRoles, projectRoles } from './roles.ts';

/** In lower case, as the database writes ids. */
const idSchema = z.uuid().toLowerCase();

/** Milliseconds since 1970, up to the year 9999. */
const instantSchema = z.int().min(0).max(253_402_300_799_999);

const scopeIdSchema = storableText.min(1).max(200);

export const scopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('global') }),
  z.strictObject({ type: z.literal('area'), id: scopeIdSchema }),
  z.strictObject({ type: z.literal('project'), id: scopeIdSchema }),
]);

const grantedSchema = z.strictObject({
  userId: idSchema,
  role: z.enum([...new Set([...houseRoles, ...projectRoles])]),
  scope: scopeSchema.default({ type: 'global' }),
});

/** `expiresAt`: left out, or null, for ever. A role that somebody has already gets the new end. */
export const grantRoleInput = grantedSchema.extend({ expiresAt: instantSchema.nullish() });
export const revokeRoleInput = grantedSchema;
export const userIdInput = z.strictObject({ userId: idSchema });
export const renameUserInput = z.strictObject({ userId: idSchema, displayName: displayNameText });
export const inviteInput = z.strictObject({
  email: emailText,
  role: z.enum(houseRoles),
  /** Of the mail. */
  language: z.enum(mailLanguages).default('en'),
});
export const invitationIdInput = z.strictObject({ id: idSchema });
