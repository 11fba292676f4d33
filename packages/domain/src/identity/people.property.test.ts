import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Administrator,
  existsIn,
  isSameGrant,
  leavesNoAdministrator,
  type RoleChange,
} from './people.ts';
import { everywhere, type Grant, houseRoles, projectRoles, type Scope } from './roles.ts';

const now = 1_000;
const ids = fc.constantFrom('ann', 'bob', 'cid');
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ type: 'global' } as const),
  fc.record({ type: fc.constantFrom('area', 'project'), id: fc.constantFrom('one', 'two') }),
);
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom('admin', 'admin', 'lead'),
  scope,
  expiresAt: fc.constantFrom(null, now, now + 1),
});
const house: fc.Arbitrary<readonly Administrator[]> = fc.uniqueArray(
  fc.record({
    id: ids,
    active: fc.boolean(),
    roles: fc.uniqueArray(grant, { comparator: isSameGrant, maxLength: 3 }),
  }),
  { selector: ({ id }) => id },
);
const change: fc.Arbitrary<RoleChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('grant', 'revoke'), userId: ids, grant }),
  fc.record({ kind: fc.constant('deactivate' as const), userId: ids }),
);

const admin = everywhere('admin');
const until = (expiresAt: number): Grant => ({ ...admin, expiresAt });
const one = (id: string, ...roles: readonly Grant[]): Administrator => ({
  id,
  active: true,
  roles,
});

/** As the words of the rule have it, without the code that is tested. */
function lasting(people: readonly Administrator[]): readonly string[] {
  return people
    .filter(({ active }) => active)
    .filter(({ roles }) =>
      roles.some((r) => r.role === 'admin' && r.scope.type === 'global' && r.expiresAt === null),
    )
    .map(({ id }) => id);
}

describe('the last administrator', () => {
  it('is one who administers the house for good, as long as there is one', () => {
    fc.assert(
      fc.property(house, change, (people, what) => {
        const before = lasting(people);
        fc.pre(before.length > 0);
        const isLast = before.length === 1 && before[0] === what.userId;
        const takes =
          what.kind === 'deactivate' ||
          (isSameGrant(what.grant, admin) &&
            (what.kind === 'revoke' || what.grant.expiresAt !== null));
        expect(leavesNoAdministrator(people, what, now)).toBe(isLast && takes);
      }),
    );
  });

  it.each<[string, RoleChange]>([
    ['removed', { kind: 'revoke', userId: 'ann', grant: admin }],
    ['deactivated', { kind: 'deactivate', userId: 'ann' }],
    ['given an end', { kind: 'grant', userId: 'ann', grant: until(now + 1) }],
  ])('is not %s, unless there is another for good', (_what, what) => {
    const ann = one('ann', admin);
    expect(leavesNoAdministrator([ann], what, now)).toBe(true);
    expect(leavesNoAdministrator([ann, one('bob', until(now + 9))], what, now)).toBe(true);
    expect(leavesNoAdministrator([ann, { ...one('bob', admin), active: false }], what, now)).toBe(
      true,
    );
    expect(leavesNoAdministrator([ann, one('bob', admin)], what, now)).toBe(false);
  });

  it('may be one whose role ends, where there is no other; he may get it for good', () => {
    const ann = one('ann', until(now + 1));
    const leave: RoleChange = { kind: 'deactivate', userId: 'ann' };
    expect(leavesNoAdministrator([ann], leave, now)).toBe(true);
    const stay: RoleChange = { kind: 'grant', userId: 'ann', grant: admin };
    expect(leavesNoAdministrator([ann], stay, now)).toBe(false);
  });
});

it('a role of a project is given in a project alone', () => {
  expect(houseRoles.filter((role) => !existsIn(role, 'global'))).toEqual([]);
  expect(projectRoles.filter((role) => existsIn(role, 'project'))).toEqual([...projectRoles]);
  expect(projectRoles.filter((role) => existsIn(role, 'area'))).toEqual(['viewer']);
});
