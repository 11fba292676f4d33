import { z } from 'zod';
import { startupError } from '../../errors/startup-errors.ts';

/** Where files that are attached to something are kept. */
export interface FilesSettings {
  /** An absolute path: files lie in it, or on their way to another store. */
  readonly folder: string;
  /** All files of one user together, in bytes. */
  readonly userBytes: number;
  /** An S3-compatible store; undefined for the folder. */
  readonly s3: S3Settings | undefined;
}

export interface S3Settings {
  /** With a scheme and without a path: `https://s3.example:9000`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
  /** Addresses and networks of one's own at which the store may be. */
  readonly allowedAddresses: readonly string[];
}

const megabyte = 1024 ** 2;

const addresses = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isAddress),
    'addresses or networks with commas between, like 127.0.0.1,10.0.0.0/8',
  );

/** Part of the table of all variables. */
export const filesVariables = {
  FILES_USER_LIMIT_MB: z
    .string()
    .refine((text) => /^[1-9]\d{0,8}$/.test(text), 'a whole number of megabytes')
    .transform((text) => Number(text) * megabyte)
    .default(5120 * megabyte),
  FILES_S3_ENDPOINT: z
    .string()
    .refine(isOrigin, 'an address without a path and a name in it: https://s3.example:9000')
    .optional(),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket')
    .optional(),
  FILES_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'the name of a region')
    .default('us-east-1'),
  FILES_S3_KEY: z.string().optional(),
  FILES_S3_SECRET: z.string().optional(),
  FILES_S3_ALLOWED_ADDRESSES: addresses.default([]),
};

type Values = z.output<ReturnType<typeof z.object<typeof filesVariables>>>;

/** @throws ERR_SETTING_INVALID for an S3 store of which something is missing */
export function filesSettings(values: Values, folder: string): FilesSettings {
  const parts = {
    FILES_S3_ENDPOINT: values.FILES_S3_ENDPOINT,
    FILES_S3_BUCKET: values.FILES_S3_BUCKET,
    FILES_S3_KEY: values.FILES_S3_KEY,
    FILES_S3_SECRET: values.FILES_S3_SECRET,
  };
  const userBytes = values.FILES_USER_LIMIT_MB;
  if (Object.values(parts).every((part) => part === undefined)) {
    return { folder, userBytes, s3: undefined };
  }
  const required = (name: keyof typeof parts): string => {
    const value = parts[name];
    if (value !== undefined) return value;
    const expected = 'set together with the other FILES_S3_ variables';
    throw startupError('ERR_SETTING_INVALID', { name, expected });
  };
  const s3 = {
    endpoint: required('FILES_S3_ENDPOINT'),
    bucket: required('FILES_S3_BUCKET'),
    region: values.FILES_S3_REGION,
    key: required('FILES_S3_KEY'),
    secret: required('FILES_S3_SECRET'),
    allowedAddresses: values.FILES_S3_ALLOWED_ADDRESSES,
  };
  return { folder, userBytes, s3 };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${pathname}${username}${password}${search}${hash}` === '/';
}

function isAddress(entry: string): boolean {
  const [address = '', bits, more] = entry.split('/');
  if (more !== undefined) return false;
  if (z.ipv4().safeParse(address).success) return bits === undefined || isCount(bits, 32);
  return z.ipv6().safeParse(address).success && (bits === undefined || isCount(bits, 128));
}

const isCount = (text: string, most: number): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) <= most;
