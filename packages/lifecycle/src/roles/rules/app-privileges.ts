/** Something in the schema of an area, and what the app's role may do with it now. */
export interface PrivilegedObject {
  /** `view` stands for materialised ones too. */
  readonly kind: 'database' | 'schema' | 'table' | 'view' | 'sequence' | 'function';
  /** As SQL has it, quoted; of a function with its arguments. */
  readonly name: string;
  /** The area's name; empty for the database. */
  readonly schema: string;
  /** Of a table: whether rows are only ever added to it. */
  readonly appendOnly: boolean;
  /** Given to the role itself, in capitals. */
  readonly granted: readonly string[];
  /** Given to everybody, and so to the role as well. */
  readonly public: readonly string[];
}

/** What has to be granted and revoked, so that the role may do what the app needs and nothing else. */
export interface PrivilegeChange {
  readonly object: PrivilegedObject;
  readonly grant: readonly string[];
  readonly revoke: readonly string[];
}

/** The runner's ledger and records: the app shows them, and the commands of the owner write them. */
const recordsSchema = 'lifecycle';

/**
 * What the app's role may do. No TRUNCATE, REFERENCES or TRIGGER anywhere, and no CREATE in a schema: so it
 * defines nothing. To temporary tables it has the right, for imports. Views are read: they change tables with
 * the rights of their owner.
 */
export function wantedPrivileges({
  kind,
  schema,
  appendOnly,
}: Pick<PrivilegedObject, 'kind' | 'schema' | 'appendOnly'>): readonly string[] {
  switch (kind) {
    case 'database':
      return ['CONNECT', 'TEMPORARY'];
    case 'schema':
      return ['USAGE'];
    case 'view':
      return ['SELECT'];
    case 'sequence':
      return schema === recordsSchema ? [] : ['USAGE'];
    case 'function':
      return ['EXECUTE'];
    case 'table':
      if (schema === recordsSchema) return ['SELECT'];
      return appendOnly ? ['SELECT', 'INSERT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
  }
}

/** What is to change, where anything is: of a database that is as it should be, nothing. */
export function privilegeChanges(objects: readonly PrivilegedObject[]): readonly PrivilegeChange[] {
  return objects
    .map((object) => {
      const wanted = wantedPrivileges(object);
      const has = [...object.granted, ...object.public];
      return {
        object,
        grant: wanted.filter((privilege) => !has.includes(privilege)),
        revoke: object.granted.filter((privilege) => !wanted.includes(privilege)),
      };
    })
    .filter(({ grant, revoke }) => grant.length + revoke.length > 0);
}

const kinds: Readonly<Record<PrivilegedObject['kind'], string>> = {
  database: 'DATABASE',
  schema: 'SCHEMA',
  table: 'TABLE',
  view: 'TABLE',
  sequence: 'SEQUENCE',
  function: 'ROUTINE',
};

/** The statements for it, without semicolons; `role` quoted. */
export function privilegeStatements(
  changes: readonly PrivilegeChange[],
  role: string,
): readonly string[] {
  return changes.flatMap(({ object: { kind, name }, grant, revoke }) => [
    ...(revoke.length > 0
      ? [`REVOKE ${revoke.join(', ')} ON ${kinds[kind]} ${name} FROM ${role}`]
      : []),
    ...(grant.length > 0 ? [`GRANT ${grant.join(', ')} ON ${kinds[kind]} ${name} TO ${role}`] : []),
  ]);
}
