import { fieldsOf, listOf } from './read-document.ts';

const maxDepth = 6;
const maxParts = 2000;

/** A value that a schema of an OpenAPI document describes: its example where it has one. Bounded in depth and size. */
export function sampleOf(schema: unknown, resolve: (value: unknown) => unknown): unknown {
  let left = maxParts;
  const sample = (part: unknown, depth: number): unknown => {
    left--;
    if (depth > maxDepth || left < 0) return null;
    const known = fieldsOf(resolve(part));
    const given =
      known.example ??
      listOf(known.examples)[0] ??
      known.default ??
      known.const ??
      listOf(known.enum)[0];
    if (given !== undefined) return given;
    const [choice] = [...listOf(known.oneOf), ...listOf(known.anyOf)];
    if (choice !== undefined) return sample(choice, depth + 1);
    if (Array.isArray(known.allOf))
      return Object.assign({}, ...known.allOf.map((one) => fieldsOf(sample(one, depth + 1))));
    return byType(known, depth);
  };
  const byType = (known: Readonly<Record<string, unknown>>, depth: number): unknown => {
    const type =
      listOf(known.type)[0] ??
      known.type ??
      (known.properties === undefined ? undefined : 'object');
    switch (type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(fieldsOf(known.properties))
            .filter(([, property]) => fieldsOf(resolve(property)).readOnly !== true)
            .map(([name, property]) => [name, sample(property, depth + 1)]),
        );
      case 'array':
        return [sample(known.items, depth + 1)];
      case 'integer':
      case 'number':
        return typeof known.minimum === 'number' ? known.minimum : 0;
      case 'boolean':
        return true;
      case 'string':
        return byFormat(known.format);
      default:
        return null;
    }
  };
  return sample(schema, 0);
}

function byFormat(format: unknown): string {
  switch (format) {
    case 'date-time':
      return '{{now()}}';
    case 'date':
      return '{{date()}}';
    case 'uuid':
      return '{{uuid()}}';
    case 'email':
      return 'someone@example.org';
    case 'uri':
      return 'https://example.org/';
    default:
      return 'text';
  }
}
