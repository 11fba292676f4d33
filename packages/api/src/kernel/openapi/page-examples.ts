import type { Html } from './html.ts';
import {
  answersOf,
  bodySchema,
  jsonType,
  type Operation,
  type OperationSurroundings,
} from './operation.ts';
import { code, json } from './page-parts.ts';
import { exampleOf, type Schemas } from './schema-outline.ts';

/** A longer body stands in a file of its own. */
const inlineBodyLength = 120;

/** How to call an endpoint with curl, and what it answers. */
export function operationExamples(
  operation: Operation,
  { schemas, origin }: OperationSurroundings,
): Html[] {
  const schema = bodySchema(operation);
  const body = schema && exampleOf(schema, schemas);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const inFile = text !== undefined && text.length > inlineBodyLength;
  const url = origin + examplePath(operation, schemas);
  return [
    code('Request', curlCommand(operation.method, url, inFile ? '@body.json' : text)),
    ...(inFile ? [code('body.json', json(body))] : []),
    ...answersOf(operation, schemas).map((answer) =>
      code(answer.title, json(exampleOf(answer.schema, schemas))),
    ),
  ];
}

function curlCommand(method: string, url: string, data: string | undefined): string {
  const flags = method === 'get' ? '' : `-X ${method.toUpperCase()} `;
  const lines = [`curl ${flags}${url}`];
  if (data !== undefined) {
    lines.push(`-H 'Content-Type: ${jsonType}'`, `-d '${data.replaceAll("'", "'\\''")}'`);
  }
  return lines.join(' \\\n  ');
}

function examplePath({ path, parameters = [] }: Operation, schemas: Schemas): string {
  return parameters.reduce((filled, one) => {
    if (!('in' in one) || one.in !== 'path') return filled;
    return filled.replace(`{${one.name}}`, String(exampleOf(one.schema, schemas)));
  }, path);
}
