import type { CallError } from '@atelier/sdk/errors.ts';
import { createProgramClient } from '@atelier/sdk/program-client.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let token: string;
beforeAll(async () => {
  team = await startTeam();
  await team.add('ada@example.org', 'engineer');
  const ada = await signedIn(team, 'ada@example.org');
  const made = await ada.call('identity.tokens.create', { name: 'watcher', access: 'write' });
  token = (made.data as { token: string }).token;
});
afterAll(() => team.close());

test('a program with a token is told what changes', async () => {
  const client = createProgramClient({ baseUrl: team.url, token });
  const heard = new Promise<unknown>((resolve, reject) => {
    const subscription = client.live.stream.subscribe(
      {},
      {
        onStarted: () => void client.miniatures.create.mutate({ name: 'Heard of' }),
        onData(event) {
          if (JSON.stringify(event).includes('"miniatures"')) {
            subscription.unsubscribe();
            resolve(event);
          }
        },
        onError: reject,
      },
    );
  });
  expect(JSON.stringify(await heard)).toContain('"area":"miniatures"');
});

test('one whose token is none is refused, and told so', async () => {
  const told: CallError[] = [];
  const client = createProgramClient({
    baseUrl: team.url,
    token: 'atl_t_nobody',
    onError(error) {
      told.push(error);
      return undefined;
    },
  });
  const failure = new Promise((resolve) => {
    client.live.stream.subscribe({}, { onError: resolve });
  });
  expect(await failure).toBeInstanceOf(Error);
  expect(told).toHaveLength(1);
  const call = client.miniatures.create.mutate({ name: 'By nobody' });
  await expect(call).rejects.toMatchObject({ data: { code: 'ERR_UNAUTHENTICATED' } });
});
