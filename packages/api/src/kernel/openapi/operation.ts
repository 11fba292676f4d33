import type { oas31 } from 'zod-openapi';
import { resolveSchema, type Schemas } from './schema-outline.ts';

export const jsonType = 'application/json';

/** An endpoint of an OpenAPI document, with where it is. */
export interface Operation extends oas31.OperationObject {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
}

export interface OperationSurroundings {
  readonly schemas: Schemas;
  /** Where the page was asked for, for the examples. */
  readonly origin: string;
}

/** One of the answers that are no refusals. */
export interface Answer {
  /** Its status, and what tells it from another of the same status. */
  readonly title: string;
  /** When it is given, where that is not plain. */
  readonly note: string | undefined;
  readonly schema: oas31.SchemaObject | oas31.ReferenceObject;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function operationsOf({ paths = {} }: oas31.OpenAPIObject): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation?.operationId === undefined) return [];
      return [{ ...operation, operationId: operation.operationId, method, path }];
    }),
  );
}

export function bodySchema({ requestBody }: Operation) {
  if (requestBody === undefined || !('content' in requestBody)) return undefined;
  return requestBody.content[jsonType]?.schema;
}

/** What an endpoint answers when it is not refused; an answer of several shapes is several. */
export function answersOf({ responses = {} }: Operation, schemas: Schemas): readonly Answer[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const media: oas31.MediaTypeObject | undefined = response.content?.[jsonType];
    if (media?.schema === undefined || media.examples !== undefined) return [];
    const { anyOf = [media.schema] } = resolveSchema(media.schema, schemas);
    const note = status.startsWith('2') ? undefined : String(response.description);
    return anyOf.map((schema) => {
      const { title } = resolveSchema(schema, schemas);
      return { title: title ? `Answer ${status}: ${title}` : `Answer ${status}`, note, schema };
    });
  });
}
