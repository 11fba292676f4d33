import { TRPCError } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyRequest } from 'fastify';
import { registerTrpc } from '../../src/kernel/trpc/transport.ts';
import type { Context, TestRouter } from './test-router.ts';

/** One listening server with a router at `/ours` and, through tRPC's own adapter, at `/adapter`. */
export async function startBothTransports(router: TestRouter, allowMethodOverride: boolean) {
  const ends: string[] = [];
  const errors: Record<'ours' | 'adapter', string[]> = { ours: [], adapter: [] };
  const createContext = (request: FastifyRequest): Context => {
    const { 'idempotency-key': key, 'x-context': wish } = request.headers;
    if (wish === 'unauthorized') throw new TRPCError({ code: 'UNAUTHORIZED' });
    if (wish === 'broken') throw new Error('no context');
    return { key: key?.toString(), ended: (how) => ends.push(how) };
  };
  const note = (transport: 'ours' | 'adapter', { code, message }: TRPCError) =>
    errors[transport].push(`${code}: ${message}`);

  const app = Fastify({ bodyLimit: 1000 });
  const limits = { maxBatchSize: 5, allowMethodOverride };
  await registerTrpc(app, '/ours', {
    router,
    createContext,
    ...limits,
    onError: (error) => note('ours', error),
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: '/adapter',
    trpcOptions: {
      router,
      createContext: ({ req }: { req: FastifyRequest }) => createContext(req),
      ...limits,
      onError: ({ error }: { error: TRPCError }) => note('adapter', error),
    },
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    origin,
    /** What procedures told through their context. */
    ends,
    /** What `onError` was told, by transport. */
    errors,
    close: () => app.close(),
  };
}

export type BothTransports = Awaited<ReturnType<typeof startBothTransports>>;
