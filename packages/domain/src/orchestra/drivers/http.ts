import { z } from 'zod';
import {
  headersSchema,
  longText,
  scalar,
  scalarsSchema,
  secretName,
  shortText,
} from '../fields.ts';
import { jsonValue } from '../json.ts';

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const partSchema = z.strictObject({
  name: shortText.min(1),
  value: scalar.optional(),
  /** Of a file, in base64. */
  base64: longText.optional(),
  fileName: shortText.optional(),
  contentType: shortText.optional(),
});

const bodySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('json'), value: jsonValue }),
  z.strictObject({ type: z.literal('text'), text: longText, contentType: shortText.optional() }),
  z.strictObject({ type: z.literal('form'), fields: scalarsSchema }),
  z.strictObject({ type: z.literal('multipart'), parts: z.array(partSchema).max(100) }),
]);

/** A request over HTTP. A path without a host is put behind a base address of the environment. */
export const httpRequest = z.strictObject({
  method: z.enum(httpMethods).default('GET'),
  url: longText.min(1).max(8000),
  headers: headersSchema.optional(),
  query: scalarsSchema.optional(),
  body: bodySchema.optional(),
  /** How many redirects are followed; 0 for none. */
  redirects: z.int().min(0).max(20).default(5),
  /** Whether cookies are kept from step to step of the scenario. */
  cookies: z.boolean().default(true),
  /** A secret with certificate and key, in PEM. */
  clientCertificate: secretName.optional(),
});

export type HttpRequest = z.output<typeof httpRequest>;

/** What assertions see of an answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** What the body says where it is JSON, else its text; null where there is none. */
  readonly body: unknown;
  readonly text: string;
  readonly url: string;
  readonly durationMs: number;
}
