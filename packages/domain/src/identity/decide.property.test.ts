import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineActions } from './actions.ts';
import { type Actor, nobody } from './actor.ts';
import { decide, decideBefore, type Resource } from './decide.ts';
import { everywhere, type Grant, houseRoles, projectRoles } from './roles.ts';

const now = 1_000;
const { see, change, publish, look, enter } = defineActions('runs', {
  see: { role: 'lead', inProject: 'viewer', access: 'read' },
  change: { role: 'admin', inProject: 'editor', own: true, access: 'write' },
  publish: { role: 'admin', access: 'write' },
  look: { role: 'everybody', access: 'read' },
  enter: { role: 'signed-in', access: 'read' },
});
const { personal } = defineActions('runs', {
  personal: { role: 'signed-in', access: 'write', withoutTokens: true },
});
const secret = defineActions('runs', {
  change: { role: 'admin', inProject: 'editor', access: 'write', seenBy: see },
}).change;
const all = [see, change, publish, look, enter, secret];

const ids = fc.constantFrom('one', 'two');
const scope = fc.oneof(
  fc.constant({ type: 'global' } as const),
  fc.record({ type: fc.constantFrom('area', 'project'), id: ids }),
);
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...houseRoles, ...projectRoles),
  scope,
  expiresAt: fc.constantFrom(null, now - 1, now, now + 1),
});
const actor: fc.Arbitrary<Actor> = fc.record({
  id: ids,
  kind: fc.constant('user'),
  grants: fc.array(grant, { maxLength: 4 }),
});
const resource: fc.Arbitrary<Resource> = fc.record(
  { projectId: ids, areaIds: fc.array(ids), ownerId: ids },
  { requiredKeys: [] },
);
const action = fc.constantFrom(...all);

const user = (grants: readonly Grant[], more: Partial<Actor> = {}): Actor => ({
  id: 'ann',
  kind: 'user',
  grants,
  ...more,
});
const inProject = (role: Grant['role'], id: string): Grant => ({
  role,
  scope: { type: 'project', id },
  expiresAt: null,
});

describe('laws', () => {
  it('a grant more never takes anything away', () => {
    fc.assert(
      fc.property(actor, grant, action, resource, (who, more, what, thing) => {
        const before = decide(who, what, now, thing);
        const after = decide({ ...who, grants: [...who.grants, more] }, what, now, thing);
        if (before === 'allowed') expect(after).toBe('allowed');
      }),
    );
  });

  it('what has expired counts for nothing', () => {
    fc.assert(
      fc.property(actor, action, resource, (who, what, thing) => {
        const live = who.grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
        expect(decide(who, what, now, thing)).toBe(
          decide({ ...who, grants: live }, what, now, thing),
        );
      }),
    );
  });

  it('a token never gives more than its user has', () => {
    const limits = fc.record({
      access: fc.constantFrom('read', 'write'),
      areas: fc.constantFrom(null, ['runs'], ['time'], []),
    });
    fc.assert(
      fc.property(actor, limits, action, resource, (who, limits, what, thing) => {
        const limited = decide({ ...who, limits }, what, now, thing);
        if (limited === 'allowed') expect(decide(who, what, now, thing)).toBe('allowed');
      }),
    );
  });

  it('what may be done with a thing is not refused before it is looked up', () => {
    fc.assert(
      fc.property(actor, action, resource, (who, what, thing) => {
        const permission = decide(who, what, now, thing);
        if (permission === 'allowed' || permission === 'hidden') {
          expect(decideBefore(who, what, now)).toBe('allowed');
        }
      }),
    );
  });

  it('a higher role may all that a lower one may', () => {
    fc.assert(
      fc.property(action, resource, (what, thing) => {
        const verdicts = houseRoles.map((role) =>
          decide(user([everywhere(role)]), what, now, thing),
        );
        const first = verdicts.indexOf('allowed');
        if (first >= 0) expect(new Set(verdicts.slice(first))).toEqual(new Set(['allowed']));
      }),
    );
  });

  it('who has not signed in may only what is everybody’s, and is told to sign in', () => {
    fc.assert(
      fc.property(action, resource, (what, thing) => {
        expect(decide(nobody, what, now, thing)).toBe(
          what === look ? 'allowed' : 'unauthenticated',
        );
      }),
    );
  });
});

it('a role in a project reaches that project alone', () => {
  const editor = user([inProject('editor', 'one')]);
  expect(decide(editor, change, now, { projectId: 'one' })).toBe('allowed');
  expect(decide(editor, change, now, { projectId: 'two' })).toBe('forbidden');
  expect(decide(editor, change, now)).toBe('forbidden');
});

it('a role in an area reaches what is below it', () => {
  const lead = user([{ role: 'lead', scope: { type: 'area', id: 'health' }, expiresAt: null }]);
  expect(decide(lead, see, now, { areaIds: ['running', 'health'] })).toBe('allowed');
  expect(decide(lead, see, now, { areaIds: ['career'] })).toBe('forbidden');
});

it('an owner of a project is no administrator of it', () => {
  expect(decide(user([inProject('owner', 'one')]), publish, now, { projectId: 'one' })).toBe(
    'forbidden',
  );
});

it('one’s own is one’s own, and nobody else’s', () => {
  expect(decide(user([]), change, now, { ownerId: 'ann' })).toBe('allowed');
  expect(decide(user([]), change, now, { ownerId: 'bob' })).toBe('forbidden');
});

it('what must not be known is hidden from a stranger, and forbidden to whoever sees it', () => {
  expect(decide(user([]), secret, now, { projectId: 'one' })).toBe('hidden');
  const viewer = user([inProject('viewer', 'one')]);
  expect(decide(viewer, secret, now, { projectId: 'one' })).toBe('forbidden');
  expect(decide(viewer, secret, now, { projectId: 'two' })).toBe('hidden');
});

it('a token to read does not write, and one for an area does nothing elsewhere', () => {
  const admin = [everywhere('admin')];
  const reads = user(admin, { limits: { access: 'read', areas: null } });
  expect([decide(reads, see, now), decide(reads, publish, now)]).toEqual(['allowed', 'forbidden']);
  const elsewhere = user(admin, { limits: { access: 'write', areas: ['time'] } });
  expect(decide(elsewhere, see, now)).toBe('forbidden');
  expect(decideBefore(elsewhere, change, now)).toBe('forbidden');
});

it('what only a person may do is not done with a token', () => {
  const program = user([everywhere('admin')], { limits: { access: 'write', areas: null } });
  expect(decide(program, personal, now)).toBe('forbidden');
  expect(decide(user([]), personal, now)).toBe('allowed');
});
