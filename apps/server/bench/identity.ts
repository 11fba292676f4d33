import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beginBearerSession, beginSession } from '@atelier/api/identity/sessions.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import { everywhere, type Grant } from '@atelier/domain/identity/roles.ts';
import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { runLoad } from './child.ts';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, shareOfFloor, underLimit } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import { onlyOk } from './move.ts';
import type { Platform } from './platform.ts';

/** A signed-in query against the same of a server that asks nobody who calls; and the cost of one decision. */
export async function* identityFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db, connectionString } = platform;
  const typeIds = await addTypes(db, 32, 'Signed in');
  const userId = newId();
  await db('identity.users').insert({ id: userId, displayName: 'Bench', email: 'b@example.org' });
  await db('identity.user_roles').insert({ userId, role: 'viewer' });
  const { tokens } = await beginSession(db, { userId, device: 'Browser' });
  const { token } = await beginBearerSession(db, { userId, device: 'Program' });
  const house = await platform.startServer([], { AUTH_MODE: 'team' });
  const floor = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'anonymous-server.ts'), connectionString],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  try {
    const [floorPort] = await once(floor, 'message');
    const load = async (port: number, headers: Readonly<Record<string, string>>) => {
      const requests = typeIds.map((id) => ({
        method: 'GET' as const,
        path: `/api/trpc/miniatures.get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
        headers,
      }));
      const options: HttpLoad = { port, connections: 32, warmupSeconds: 0.5, seconds: 2, requests };
      const result = await runLoad<HttpLoadResult>('http-load.ts', options);
      onlyOk(result);
      return result.perSecond;
    };
    const signedIn = [
      ['cookie', { cookie: `atelier-access=${tokens.access}` }],
      ['bearer', { authorization: `Bearer ${token}` }],
    ] as const;
    for (const [how, headers] of signedIn) {
      const measured = await interleaved(
        5,
        () => load(house.port, headers),
        () => load(floorPort, headers),
      );
      yield shareOfFloor(`identity.query.${how}`, 'req/s', measured, 0.85);
    }
    yield underLimit('identity.decide', 'µs', { value: decisionMicros() }, 5);
  } finally {
    floor.kill();
    await house.stop();
    await emptyCollection(db);
  }
}

/** One decision about somebody with twenty roles in projects, the last of which allows it. */
function decisionMicros(): number {
  const inProject = (place: number): Grant => ({
    role: 'viewer',
    scope: { type: 'project', id: `p${place}` },
    expiresAt: null,
  });
  const grants = [
    ...Array.from({ length: 20 }, (_, place) => inProject(place)),
    everywhere('lead'),
  ];
  const actor: Actor = { id: 'u', kind: 'user', grants };
  const times = 1_000_000;
  let allowed = 0;
  const begun = performance.now();
  for (let time = 0; time < times; time += 1) {
    if (decide(actor, miniaturesActions.write, time, { projectId: 'p7' }) === 'allowed')
      allowed += 1;
  }
  const micros = ((performance.now() - begun) * 1000) / times;
  if (allowed !== times) throw new Error('the decision was another one');
  return micros;
}
