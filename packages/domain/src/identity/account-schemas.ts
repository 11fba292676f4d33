import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';

/** Who is written to. Nothing in it can begin another line of a message, or name a second recipient. */
export const emailText = z.string().trim().max(254).pipe(z.email('is no email address'));

/** As everybody reads it: one line that can be seen. */
export const displayNameText = nameText(120);

/**
 * A password as it is shown: any length is read, so that what is too long is refused as a password is, up to
 * what a request may carry at all. How it is judged is in `password.ts`.
 */
export const passwordText = storableText.max(10_000);

/** What a link has behind its `#`. */
export const linkTokenText = z.string().max(200);

/** The languages of mail. */
export const mailLanguages = ['en', 'ru'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** A code of an authenticator app, or a recovery code, with blanks and hyphens as it was typed. */
export const codeText = storableText.trim().min(1).max(40);

export const signInInput = z.strictObject({
  email: z.string().trim().min(1).max(254).pipe(storableText),
  password: passwordText,
  /** Where the account has a second factor: a code of the app, or a recovery code. */
  code: codeText.optional(),
  /** Where it is asked for by `ERR_PASSWORD_CHANGE_NEEDED`: the password from now on. */
  newPassword: passwordText.optional(),
});

export const signOutInput = z.strictObject({
  /** All sessions of the account, and not this one alone. */
  everywhere: z.boolean().default(false),
});

export const sessionInput = z.strictObject({ id: z.uuid().toLowerCase() });

export const changePasswordInput = z.strictObject({ current: passwordText, next: passwordText });

export const requestResetInput = z.strictObject({
  email: emailText,
  language: z.enum(mailLanguages).default('en'),
});

export const linkInput = z.strictObject({ token: linkTokenText });

export const resetInput = z.strictObject({ token: linkTokenText, password: passwordText });

export const acceptLinkInput = z.strictObject({
  token: linkTokenText,
  displayName: displayNameText,
  /** Left out where the link says whom it is for. */
  email: emailText.optional(),
  password: passwordText,
});

/** An account of whoever comes, where registration is open. */
export const signUpInput = z.strictObject({
  displayName: displayNameText,
  email: emailText,
  password: passwordText,
});

export const updateProfileInput = z.strictObject({ displayName: displayNameText });

export const proveInput = z.strictObject({
  password: passwordText,
  /** Where the account has a second factor: a code of the app, or a recovery code. */
  code: codeText.optional(),
});

export const beginSecondFactorInput = z.strictObject({ password: passwordText });

export const enableSecondFactorInput = z.strictObject({ code: codeText });

export const disableSecondFactorInput = z.strictObject({ password: passwordText, code: codeText });
