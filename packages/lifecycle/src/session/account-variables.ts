import { isIP } from 'node:net';
import { z } from 'zod';

/** What is set about accounts. */
export interface AccountSettings {
  /** Whether whoever comes may make an account. */
  readonly registration: 'invitation' | 'open';
  /** Undefined where no mail can be sent: links are shown, to be copied. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** The proxies in front, which say from which address a request came: addresses, or networks like `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[];
}

const registrations = ['invitation', 'open'] as const;

export const accountVariables = {
  AUTH_REGISTRATION: z.enum(registrations, registrations.join(' or ')).default('invitation'),
  SMTP_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol),
      'an address like smtp://user:password@mail.example:587, or smtps://… for TLS from the first byte',
    )
    .optional(),
  MAIL_FROM: z.email('the address that messages come from').optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim()))
    .transform((list) => list.filter((each) => each !== ''))
    .refine((list) => list.every(isNetwork), 'addresses or networks, like 127.0.0.1,10.0.0.0/8')
    .default([]),
} as const;

type Values = z.output<z.ZodObject<typeof accountVariables>>;

/** @param publicUrl where people reach the house: its name is the sender's, unless told */
export function accountSettings(
  { AUTH_REGISTRATION, SMTP_URL, MAIL_FROM, TRUSTED_PROXIES }: Values,
  publicUrl: string | undefined,
): AccountSettings {
  const from = MAIL_FROM ?? `atelier@${publicUrl ? new URL(publicUrl).hostname : 'localhost'}`;
  return {
    registration: AUTH_REGISTRATION,
    mail: SMTP_URL === undefined ? undefined : { url: SMTP_URL, from },
    trustedProxies: TRUSTED_PROXIES,
  };
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  // Of everybody: whoever comes could say from where.
  return bits === undefined || (Number(bits) >= 8 && Number(bits) <= (version === 4 ? 32 : 128));
}
