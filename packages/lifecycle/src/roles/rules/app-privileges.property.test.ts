import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PrivilegedObject, privilegeChanges, privilegeStatements } from './app-privileges.ts';

const privileges = fc.uniqueArray(
  fc.constantFrom(
    ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
    ...['USAGE', 'CREATE', 'EXECUTE', 'CONNECT', 'TEMPORARY'],
  ),
);
const object: fc.Arbitrary<PrivilegedObject> = fc.record({
  kind: fc.constantFrom('database', 'schema', 'table', 'view', 'sequence', 'function'),
  name: fc.constant('a.b'),
  schema: fc.constantFrom('identity', 'lifecycle'),
  appendOnly: fc.boolean(),
  granted: privileges,
  public: privileges,
});

/** As the catalogue is after the statements. */
function after(one: PrivilegedObject): PrivilegedObject {
  const [change] = privilegeChanges([one]);
  if (change === undefined) return one;
  const left = one.granted.filter((each) => !change.revoke.includes(each));
  return { ...one, granted: [...left, ...change.grant] };
}

it('what was put in order needs nothing more', () => {
  fc.assert(
    fc.property(object, (one) => {
      expect(privilegeChanges([after(one)])).toEqual([]);
    }),
  );
});

it('nobody may define or empty anything by it, nor change what is only added to', () => {
  fc.assert(
    fc.property(object, (one) => {
      const { granted } = after(one);
      for (const never of ['TRUNCATE', 'REFERENCES', 'TRIGGER', 'CREATE']) {
        expect(granted).not.toContain(never);
      }
      const isKept = one.kind === 'table' && (one.appendOnly || one.schema === 'lifecycle');
      if (isKept || one.kind === 'view') {
        expect(granted).not.toContain('UPDATE');
        expect(granted).not.toContain('DELETE');
      }
    }),
  );
});

it('what has to be granted and revoked is said in SQL', () => {
  const table = {
    kind: 'table',
    name: 'identity.log',
    schema: 'identity',
    appendOnly: true,
  } as const;
  const changes = privilegeChanges([{ ...table, granted: ['DELETE', 'SELECT'], public: [] }]);
  expect(privilegeStatements(changes, '"app"')).toEqual([
    'REVOKE DELETE ON TABLE identity.log FROM "app"',
    'GRANT INSERT ON TABLE identity.log TO "app"',
  ]);
});
