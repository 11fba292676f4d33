import type {
  Catalog,
  Column,
  Constraint,
  Table,
} from '@atelier/lifecycle/catalog/catalog-types.ts';

/** Short names, as everybody writes them. */
const shortTypes: Record<string, string> = {
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'character varying': 'varchar',
  'double precision': 'float8',
  boolean: 'bool',
};

/** An area's tables and how they hang together, as a page with a Mermaid diagram. */
export function erPage(catalog: Catalog, schema: string): string {
  const tables = catalog.tables.filter((table) => table.schema === schema);
  return `# Tables of \`${schema}\`

\`\`\`mermaid
erDiagram
${[...tables.map(entity), ...tables.flatMap((table) => relations(table))].join('\n')}
\`\`\`

PK: primary key. FK: foreign key. UK: unique. Every column is NOT NULL unless it says \`null\`.
`;
}

function entity(table: Table): string {
  const lines = table.columns.map((column) => `    ${attribute(table, column)}`);
  return `  ${table.name} {\n${lines.join('\n')}\n  }`;
}

function attribute(table: Table, column: Column): string {
  const keys = [
    ...(isKey(table, column, 'primary key') ? ['PK'] : []),
    ...(isKey(table, column, 'foreign key') ? ['FK'] : []),
    ...(isKey(table, column, 'unique') ? ['UK'] : []),
  ].join(', ');
  const note = column.notNull ? '' : '"null"';
  return [mermaidType(column.type), column.name, keys, note].filter(Boolean).join(' ');
}

function isKey(table: Table, column: Column, kind: Constraint['kind']): boolean {
  return table.constraints.some((each) => each.kind === kind && each.columns.includes(column.name));
}

/** Mermaid's types are one word of letters, digits and few signs. */
function mermaidType(type: string): string {
  const [, base = type, size = ''] = /^([^(]+)(.*)$/.exec(type.replace(/^[^ ]+\./, '')) ?? [];
  return `${shortTypes[base.trim()] ?? base.trim()}${size}`.replaceAll(/[^\w[\]()]/g, '_');
}

function relations(table: Table): string[] {
  return table.constraints.flatMap(({ kind, columns, references }) => {
    if (kind !== 'foreign key' || references === null) return [];
    const optional = columns.some(
      (name) => table.columns.find((column) => column.name === name)?.notNull === false,
    );
    const one = table.constraints.some(
      (each) =>
        (each.kind === 'unique' || each.kind === 'primary key') &&
        each.columns.every((name) => columns.includes(name)),
    );
    const target =
      references.schema === table.schema
        ? references.name
        : `"${references.schema}.${references.name}"`;
    const line = `${optional ? '|o' : '||'}--${one ? 'o|' : 'o{'}`;
    return [`  ${target} ${line} ${table.name} : "${columns.join(', ')}"`];
  });
}
