import { noClient } from '@atelier/api/kernel/client.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import {
  everywhere,
  type Grant,
  houseRoles,
  projectRoles,
} from '@atelier/domain/identity/roles.ts';
import { type RunEvent, runMachine, runStatuses } from '@atelier/domain/runs/machine.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrowser } from '../identity/browser.ts';
import { startTestApp } from '../start-test-app.ts';
import { calledRuns, type RunState, runStates, writtenOf } from './called-runs.ts';
import { type CalledRun, type RunCall, runCalls } from './calls-on-runs.ts';

/** Who calls says so in the header, by the name of a role. */
const callers = new Map<string, Actor>();
let server: TestServer;
let lab: Awaited<ReturnType<typeof calledRuns>>;
beforeAll(async () => {
  const folder = await testFolder('called');
  server = await startTestApp({
    files: { folder },
    identify: async ({ headers }) => {
      const actor = callers.get(headers.authorization ?? '');
      if (actor === undefined) throw new Error('nobody calls');
      return {
        ...{ actor, sessionId: null, provedAt: 'not-asked', client: noClient },
        untilEnd: (signal) => signal,
      };
    },
  });
  const { db } = server.database;
  const { id } = await addUser(db, 'Olga', 'admin');
  const as = (grants: readonly Grant[]): Actor => ({ id, kind: 'user', grants });
  for (const role of houseRoles) callers.set(role, as([everywhere(role)]));
  lab = await calledRuns(createBrowser(server.url, { authorization: 'admin' }), db, folder);
  const scope = { type: 'project', id: lab.projectId } as const;
  for (const role of projectRoles) {
    callers.set(`${role} of the project`, as([{ role, scope, expiresAt: null }]));
  }
  callers.set('somebody from outside', as([]));
});
afterAll(() => server.close());

/** What each role may at most; whoever may nothing does not know that there is a run. */
const roles: readonly (readonly [string, 'sign' | 'execute' | 'see' | 'nothing'])[] = [
  ['admin', 'sign'],
  ['lead', 'sign'],
  ['engineer', 'execute'],
  ['owner of the project', 'execute'],
  ['editor of the project', 'execute'],
  ['viewer', 'see'],
  ['viewer of the project', 'see'],
  ['somebody from outside', 'nothing'],
];

/** By which whoever may do it is told that the run is not where it could be done. */
const stateCodes = [
  'ERR_RUN_TRANSITION',
  'ERR_RUN_LOCKED',
  'ERR_RUN_NOT_LOCKED',
  'ERR_RUN_NOT_DRAFT',
  'ERR_RUN_NOT_DONE',
  'ERR_RUN_UNFINISHED',
  'ERR_RUN_SEALED',
  'ERR_RUN_NOT_SEALED',
  'ERR_ASSET_IN_USE',
];

/** What was done by somebody, in some state: whatever never is was not tried. */
const everDone = new Set<string>();

async function make(call: RunCall, run: CalledRun, role: string) {
  const { method, path, type, body } = call.request(run);
  const headers = { authorization: role, 'content-type': type };
  const response = await fetch(server.url + path, { method, headers, body });
  const answer = (await response.json()) as {
    code?: string;
    error?: { data: { code: string } };
  };
  return { status: response.status, code: answer.error?.data.code ?? answer.code };
}

describe.each(runStates)('of a run that is %s', (state) => {
  // One for all that is refused; whatever was done has made another of it.
  let kept: { readonly run: CalledRun; readonly before: Written } | undefined;
  test.each(roles)(
    'nothing that may not be is done by %s',
    { timeout: 120_000 },
    async (role, may) => {
      for (const call of runCalls) {
        kept ??= await madeIn(state);
        const { run, before } = kept;
        const { status, code } = await make(call, run, role);
        const after = await writtenOf(server.database.db, run);
        const told = `${call.name}, ${role}, ${state}: ${status} ${code}`;
        if (code === undefined) {
          everDone.add(call.name);
          checkDone(told, call, may, state, before, after);
          kept = undefined;
        } else {
          expect([told, after]).toEqual([told, before]);
          checkRefusal(told, call, may, status, code);
        }
      }
    },
  );
});

async function madeIn(state: RunState) {
  const run = await lab.make(state);
  return { run, before: await writtenOf(server.database.db, run) };
}

type Written = Awaited<ReturnType<typeof writtenOf>>;
type May = (typeof roles)[number][1];

function checkDone(
  told: string,
  call: RunCall,
  may: May,
  state: RunState,
  was: Written,
  is: Written,
) {
  expect([told, isAllowed(call, may)]).toEqual([told, true]);
  // Whatever came of it, what a locked run holds fast stays, and a sealed one stays locked.
  if (was.status === 'locked') expect([told, is.held]).toEqual([told, was.held]);
  if (state === 'sealed') expect([told, is.status]).toEqual([told, 'locked']);
  if (was.status === is.status) return;
  const ways = Object.entries(runMachine.transitions[was.status]);
  const [event] = ways.find(([, target]) => target === is.status) ?? [];
  expect([told, event]).not.toEqual([told, undefined]);
  const signs: readonly (RunEvent | string | undefined)[] = ['lock', 'unlock'];
  if (!signs.includes(event)) return;
  expect([told, may]).toEqual([told, 'sign']);
  expect([told, is.beside.signatures.length]).toEqual([told, was.beside.signatures.length + 1]);
}

function checkRefusal(told: string, call: RunCall, may: May, status: number, code: string) {
  expect([told, status < 500]).toEqual([told, true]);
  if (may === 'nothing') expect([told, call.hidden.includes(code)]).toEqual([told, true]);
  else if (!isAllowed(call, may)) expect([told, code]).toEqual([told, 'ERR_FORBIDDEN']);
  else if (may === 'sign' || code !== 'ERR_FORBIDDEN') {
    expect([told, stateCodes.includes(code)]).toEqual([told, true]);
  }
}

/** What only looks is for whoever may see; some of what a role may is refused to it all the same, as by REST a lock. */
function isAllowed({ needs }: RunCall, may: May): boolean {
  if (may === 'nothing') return false;
  if (may === 'see') return needs.access === 'read';
  return may === 'sign' || needs.role !== 'lead' || needs.inProject !== undefined;
}

test('everything that was tried can be done by somebody, in some state', () => {
  const targets = Object.values(runMachine.transitions).flatMap((row) => Object.values(row));
  const leadsNowhere = runStatuses.filter((status) => !targets.includes(status));
  const neverDone = runCalls.map(({ name }) => name).filter((name) => !everDone.has(name));
  expect(runCalls.length).toBeGreaterThan(30);
  expect(neverDone.filter((name) => !leadsNowhere.some((to) => name.endsWith(` ${to}`)))).toEqual(
    [],
  );
});
