import { isIP } from 'node:net';
import { z } from 'zod';

/** What is set about accounts. */
export interface AccountSettings {
  /** Whether whoever comes may make an account. */
  readonly registration: 'invitation' | 'open';
  /** Undefined where no mail can be sent: links are shown, to be copied. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** A provider by which people sign in as well; undefined for none. */
  readonly oidc:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string | undefined;
        readonly name: string;
        /** Origins beside the issuer's that its settings may name. */
        readonly trustedOrigins: readonly string[];
      }
    | undefined;
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
  OIDC_ISSUER: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      'the address of a provider, like https://accounts.example',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().default('atelier'),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).optional(),
  OIDC_TRUSTED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim()))
    .transform((list) => list.filter((each) => each !== ''))
    .refine(
      (list) => list.every((each) => URL.canParse(each) && new URL(each).origin === each),
      'origins with commas between, like https://keys.example',
    )
    .default([]),
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
  { AUTH_REGISTRATION, SMTP_URL, MAIL_FROM, TRUSTED_PROXIES, ...provider }: Values,
  publicUrl: string | undefined,
): AccountSettings {
  const from = MAIL_FROM ?? `atelier@${publicUrl ? new URL(publicUrl).hostname : 'localhost'}`;
  return {
    registration: AUTH_REGISTRATION,
    mail: SMTP_URL === undefined ? undefined : { url: SMTP_URL, from },
    oidc: providerSettings(provider),
    trustedProxies: TRUSTED_PROXIES,
  };
}

function providerSettings({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_NAME,
  OIDC_TRUSTED_ORIGINS: trustedOrigins,
}: Omit<
  Values,
  'AUTH_REGISTRATION' | 'SMTP_URL' | 'MAIL_FROM' | 'TRUSTED_PROXIES'
>): AccountSettings['oidc'] {
  if (issuer === undefined) return undefined;
  const name = OIDC_NAME ?? new URL(issuer).hostname;
  return { issuer, clientId, clientSecret, name, trustedOrigins };
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return false;
  // Of everybody: whoever comes could say from where.
  return bits === undefined || (Number(bits) >= 8 && Number(bits) <= (version === 4 ? 32 : 128));
}
