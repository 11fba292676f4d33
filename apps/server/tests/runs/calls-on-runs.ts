import type { ProcedureMeta } from '@atelier/api/kernel/trpc/procedure.ts';
import { restAreas, rootRouter } from '@atelier/api/root.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import { type InputSchema, sampleInput } from '@atelier/testkit/sample-input.ts';
import type { AnyTRPCRouter } from '@trpc/server';
import { z } from 'zod';

/** A run that a call is made on, and what belongs to it. */
export interface CalledRun {
  readonly runId: string;
  readonly assetId: string;
  /** With a result of revision 1; the next one is without. */
  readonly itemId: string;
  readonly openItemId: string;
  /** A version of a case that it does not have. */
  readonly versionId: string;
}

/** A call that may change a run: a procedure, or an endpoint of REST, with one choice of what its input names. */
export interface RunCall {
  readonly name: string;
  readonly needs: Action;
  /** What is said of a run, or an item, that whoever calls does not know of. */
  readonly hidden: readonly string[];
  readonly request: (run: CalledRun) => {
    readonly method: string;
    readonly path: string;
    readonly type: string;
    readonly body: string;
  };
}

const hidden = ['ERR_RUN_NOT_FOUND', 'ERR_RUN_ITEM_NOT_FOUND', 'ERR_ASSET_NOT_FOUND'];
const named = ['runId', 'itemId', 'itemIds', 'runItemId'];

/** Every procedure that is no query and whose input names a run or an item: found, so that none is left out. */
function procedureCalls(): readonly RunCall[] {
  const router: AnyTRPCRouter = rootRouter;
  return Object.keys(router._def.procedures).flatMap((path) => {
    const { type, meta, inputs } = router._def.procedures[path]._def as {
      type: string;
      meta: ProcedureMeta;
      inputs: readonly z.ZodType[];
    };
    const [input] = inputs;
    if (type !== 'mutation' || !path.startsWith('runs.') || input === undefined) return [];
    const schema = jsonSchema(input);
    if (!named.some((name) => schema.properties?.[name] !== undefined)) return [];
    return choices(schema).map((choice) => ({
      name: nameOf(path, choice),
      needs: meta.needs,
      hidden,
      request: (run) => ({
        method: 'POST',
        path: `/api/trpc/${path}`,
        type: 'application/json',
        body: JSON.stringify(filled(schema, choice, run)),
      }),
    }));
  });
}

/** Every endpoint that is below one run and does not only read. */
function endpointCalls(): readonly RunCall[] {
  return restAreas.flatMap(({ prefix, endpoints }) =>
    endpoints.flatMap(({ method, path, needs, body, streamedTypes }) => {
      if (method === 'GET' || !path.includes('{runId}')) return [];
      const schema = body === undefined ? {} : jsonSchema(body);
      return choices(schema).map((choice) => ({
        name: nameOf(`${method} ${path}`, choice),
        needs,
        hidden,
        request: (run) => ({
          method,
          path: prefix + path.replace(/\{(\w+)\}/g, (_, name) => String(idNamed(name, run))),
          type: streamedTypes?.[0] ?? 'application/json',
          body: streamedTypes ? bodyOf(streamedTypes) : JSON.stringify(filled(schema, choice, run)),
        }),
      }));
    }),
  );
}

export const runCalls: readonly RunCall[] = [...procedureCalls(), ...endpointCalls()];

/** Streamed bodies are of no schema: another kind of them needs an example here. */
function bodyOf(types: readonly string[]): string {
  if (!types.includes('application/xml')) throw new Error(`no example of ${types.join()}`);
  return '<testsuite><testcase name="Boots"><failure message="no"/></testcase></testsuite>';
}

interface Schema extends InputSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function jsonSchema(schema: z.ZodType): InputSchema {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return plain(json, json.$defs ?? {});
}

/**
 * What has a name stands where it is used, and a list that may be empty has something in it: whoever is told to do
 * nothing does nothing wrong.
 */
function plain(
  { properties, $ref, ...schema }: Schema,
  defs: NonNullable<Schema['$defs']>,
): InputSchema {
  const list = schema.type === 'array' ? { minItems: Math.max(schema.minItems ?? 0, 1) } : {};
  const named = $ref === undefined ? undefined : defs[$ref.replace('#/$defs/', '')];
  if (named !== undefined) return plain(named, defs);
  if (properties === undefined) return { ...schema, ...list };
  const entries: [string, InputSchema][] = Object.entries(properties).map(([name, each]) => [
    name,
    plain(each, defs),
  ]);
  return { ...schema, properties: Object.fromEntries(entries) };
}

type Choice = Readonly<Record<string, unknown>>;

/** One for each value of what has to be chosen, such as an event or a status. */
function choices({ properties = {}, required = [] }: InputSchema): readonly Choice[] {
  let all: readonly Choice[] = [{}];
  for (const name of required) {
    const values = properties[name]?.enum;
    if (values === undefined) continue;
    all = all.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value })));
  }
  return all;
}

function nameOf(call: string, choice: Choice): string {
  return [call, ...Object.values(choice)].join(' ');
}

/** The plainest input, with what its fields name put in by their names, however deep they stand. */
function filled(schema: InputSchema, choice: Choice, run: CalledRun): unknown {
  return withIds({ ...(sampleInput(schema) as object), ...choice }, run);
}

function withIds(value: unknown, run: CalledRun): unknown {
  if (Array.isArray(value)) return value.map((each) => withIds(each, run));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const its = idNamed(name, run);
      return [name, its === undefined ? withIds(each, run) : its];
    }),
  );
}

/** Undefined for what is as good as the schema has it. */
function idNamed(name: string, run: CalledRun): unknown {
  switch (name) {
    case 'runId':
      return run.runId;
    case 'itemId':
    case 'runItemId':
      return run.itemId;
    case 'itemIds':
      return [run.itemId, run.openItemId];
    case 'assetId':
      return run.assetId;
    case 'versionId':
    case 'testcaseVersionId':
      return run.versionId;
    case 'revision':
      return 1;
    case 'userId':
    case 'failReasonCode':
      return null;
    default:
      return undefined;
  }
}
