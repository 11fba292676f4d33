import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { expect, it } from 'vitest';
import { visibleChange } from './audience.ts';

const audiences = { identity: { needs: houseActions.readPeople } };
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

it("what is one person's own is told to them alone", () => {
  expect(visibleChange(audiences, ann, { ...change, onlyFor: 'bob' })).toBeUndefined();
  expect(visibleChange(audiences, bob, { ...change, onlyFor: 'bob' })).toBeDefined();
});
