import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { IdentityContext } from './context.ts';
import type { Identity } from './identity.ts';
import { pageToReturnTo } from './provider-rules.ts';
import { proofNow } from './sessions.ts';
import { signInByProvider } from './sign-in-by-provider.ts';

/** Below the house's address; the provider has to know the second as the one to come back to. */
export const providerPaths = {
  start: '/api/auth/oidc/start',
  callback: '/api/auth/oidc/callback',
} as const;

/** So long somebody may take at the provider's. */
const pendingMs = 15 * 60_000;

const pendingShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  prove: z.boolean(),
  until: z.number(),
});

const text = z.string().optional().catch(undefined);
/** `prove`: whoever goes there shows once more who they are. */
const startQuery = z.object({ next: text, prove: text });

const pendingText = z
  .string()
  .transform((text, { addIssue }) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(pendingShape);

/** To the provider and back: a browser goes there, so a refusal is shown by the page to sign in. */
export function registerProvider(
  app: FastifyInstance,
  { provider, cookies }: Identity,
  createContext: (request: FastifyRequest) => Promise<IdentityContext>,
): void {
  if (provider === undefined) return;
  const refusable =
    (handle: (request: FastifyRequest, reply: FastifyReply) => Promise<string>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store');
      const to = await handle(request, reply).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        return `/sign-in?error=${error.code}`;
      });
      return reply.redirect(to, 303);
    };

  app.get(
    providerPaths.start,
    refusable(async (request, reply) => {
      const { next, prove: wanted } = startQuery.parse(request.query);
      const prove = wanted !== undefined;
      const { url, pending } = await provider.begin({ prove });
      const until = Date.now() + pendingMs;
      const kept = JSON.stringify({ ...pending, next: pageToReturnTo(next), prove, until });
      cookies.setSigned(
        reply,
        'provider',
        Buffer.from(kept).toString('base64url'),
        new Date(until),
      );
      return url;
    }),
  );

  app.get(
    providerPaths.callback,
    refusable(async (request, reply) => {
      const kept = cookies.readSigned(request, 'provider') ?? '';
      cookies.clear(reply, 'provider');
      const pending = readPending(kept);
      // Nobody of this browser is on the way to the provider, or they took too long.
      if (pending === undefined) return '/sign-in?error=ERR_SIGN_IN_REFUSED';
      const identity = await provider.finish(request.url.replace(/^[^?]*\??/, ''), pending);
      // Nobody goes there to prove themselves but for what asks for it.
      const proof = pending.prove ? proofNow('provider', true) : null;
      await signInByProvider(await createContext(request), identity, proof);
      return pending.next;
    }),
  );
}

function readPending(kept: string) {
  const { data } = pendingText.safeParse(Buffer.from(kept, 'base64url').toString());
  return data !== undefined && data.until > Date.now() ? data : undefined;
}
