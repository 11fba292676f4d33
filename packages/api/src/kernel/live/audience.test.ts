import { defineActions } from '@atelier/domain/identity/actions.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { expect, it } from 'vitest';
import { visibleChange } from './audience.ts';

const audiences = { identity: { needs: houseActions.readPeople } };
const actions = defineActions('runs', {
  read: { role: 'viewer', inProject: 'viewer', access: 'read' },
  readReasons: { role: 'signed-in', access: 'read' },
});
const bob = { id: 'bob', kind: 'user', grants: [everywhere('viewer')] } as const;
const ann = { id: 'ann', kind: 'user', grants: [everywhere('admin')] } as const;
const change = { area: 'identity', entity: 'user', ids: ['ann', 'bob'] };

it('whoever may not read people is told of themselves, and of nobody else', () => {
  expect(visibleChange(audiences, bob, change)).toEqual({ ...change, ids: ['bob'] });
  expect(visibleChange(audiences, bob, { ...change, ids: ['ann'] })).toBeUndefined();
  expect(visibleChange(audiences, bob, { ...change, ids: null })).toBeUndefined();
  // An id of another kind of thing is no person's.
  expect(visibleChange(audiences, bob, { ...change, area: 'runs' })).toBeUndefined();
  expect(visibleChange(audiences, bob, { ...change, entity: 'session' })).toBeUndefined();
});

it('whoever may read people is told of all', () => {
  expect(visibleChange(audiences, ann, change)).toBe(change);
});

it('what changes in a project is told to its members, and to the roles of the house', () => {
  const audiences = {
    runs: { needs: actions.read, ofHouse: { fail_reason: actions.readReasons } },
  };
  const scope = { type: 'project', id: 'one' } as const;
  const eve: Actor = {
    ...{ id: 'eve', kind: 'user' },
    grants: [{ role: 'viewer', scope, expiresAt: null }],
  };
  const ofOne = { area: 'runs', entity: 'run', ids: ['a'], projectId: 'one' };
  expect(visibleChange(audiences, eve, ofOne)).toBe(ofOne);
  expect(visibleChange(audiences, eve, { ...ofOne, projectId: 'other' })).toBeUndefined();
  expect(visibleChange(audiences, eve, { ...ofOne, projectId: undefined })).toBeUndefined();
  expect(visibleChange(audiences, bob, { ...ofOne, projectId: 'other' })).toBeDefined();
  expect(visibleChange(audiences, bob, { ...ofOne, projectId: undefined })).toBeDefined();
  const reason = { area: 'runs', entity: 'fail_reason', ids: ['dust'] };
  expect(visibleChange(audiences, eve, reason)).toBe(reason);
});

it("what is one person's own is told to them alone", () => {
  expect(visibleChange(audiences, ann, { ...change, onlyFor: 'bob' })).toBeUndefined();
  expect(visibleChange(audiences, bob, { ...change, onlyFor: 'bob' })).toBeDefined();
});
