import { isRehearsal } from '@atelier/domain/kernel/model-connection.ts';
import type { ModelErrorCode } from '@atelier/domain/kernel/model-errors.ts';
import { z } from 'zod';
import { type WholeAnswer, wholeAnswer } from '../answer.ts';
import { answeringModel } from '../answering-model.ts';
import type { ModelConnection } from '../endpoint/endpoint.ts';
import type { StructuredMode } from '../endpoint/prompt-of.ts';
import type { ModelFailure } from '../failure.ts';
import { createGateway } from '../gateway.ts';
import type { ModelRequest } from '../request.ts';
import { listModels } from './list-models.ts';

/** What an endpoint is looked at for, in the order in which it is told. */
export const probeChecks = [
  'reachable',
  'model',
  'streaming',
  'usage',
  'tools',
  'structured',
] as const;
export type ProbeCheck = (typeof probeChecks)[number];

/**
 * One thing that an endpoint can do, cannot do, or of which nobody knows because something before it failed.
 * `structured` is a yes in any of its modes.
 */
export interface ProbeFinding {
  readonly check: ProbeCheck;
  readonly result: 'yes' | 'no' | 'unknown';
  readonly code?: ModelErrorCode;
  /** The endpoint's own words, redacted: for whoever set it up. */
  readonly detail?: string;
  /** Of `reachable`: the address with which it would be. */
  readonly suggestedBaseUrl?: string;
  /** Of `model`, where it has it not: some that it has. */
  readonly models?: readonly string[];
  /** Of `streaming`. */
  readonly firstTokenMs?: number;
  /** Of `structured`: how to ask for JSON, for the connection's setting. */
  readonly mode?: StructuredMode;
}

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** Of each question that is asked. */
  readonly timeoutMs?: number;
}

/** A model that reasons first needs room for it. */
const outputTokens = 512;
const hello: ModelRequest['messages'] = [
  { role: 'user', text: 'This is a test of the connection. Answer with the single word: ready' },
];
const toolRequest: ModelRequest = {
  messages: [{ role: 'user', text: 'Call the tool "report" with ok set to true.' }],
  tools: [
    { name: 'report', description: 'Takes the report', input: z.object({ ok: z.boolean() }) },
  ],
  toolChoice: 'required',
};
const schemaRequest: ModelRequest = {
  messages: [{ role: 'user', text: 'Give a JSON object whose field "ok" is true.' }],
  schema: { name: 'report', shape: z.object({ ok: z.boolean() }) },
};

/** Asks an endpoint a few small questions and tells what it can do, as soon as it is known. Costs a few hundred tokens. */
export async function* probe(
  connection: ModelConnection,
  { signal, timeoutMs = 60_000 }: ProbeOptions = {},
): AsyncGenerator<ProbeFinding, void> {
  const ask = (request: ModelRequest, structured?: StructuredMode) =>
    askOnce(
      { ...connection, structured: structured ?? connection.structured },
      {
        ...{ ...request, ...(signal && { signal }) },
        limits: { outputTokens, firstTokenMs: timeoutMs, wholeMs: timeoutMs },
      },
    );

  // The rehearsal is nowhere.
  const listed = isRehearsal(connection.baseUrl)
    ? { models: undefined, suggestedBaseUrl: undefined }
    : await listModels(connection, { signal, timeoutMs });
  const answer = await ask({ messages: hello });
  const failure = failureIn(answer);
  yield reachable(listed, failure);
  yield modelFinding(connection.model, listed, failure);
  yield failure
    ? refused('streaming', failure, failure.code === 'ERR_MODEL_NO_STREAM' ? 'no' : 'unknown')
    : {
        check: 'streaming',
        result: 'yes',
        firstTokenMs: Math.round(answer.outcome.firstTokenMs ?? 0),
      };
  if (failure) {
    for (const check of ['usage', 'tools', 'structured'] as const)
      yield refused(check, failure, 'unknown');
    return;
  }
  yield { check: 'usage', result: answer.outcome.usage?.isEstimated === false ? 'yes' : 'no' };

  const called = await ask(toolRequest);
  const refusal = failureIn(called);
  if (refusal) yield refused('tools', refusal, 'no');
  else yield { check: 'tools', result: called.toolCalls.length > 0 ? 'yes' : 'no' };

  let last: ModelFailure | undefined;
  for (const mode of ['schema', 'json', 'words'] as const) {
    const structured = await ask(schemaRequest, mode);
    last = failureIn(structured);
    if (last) continue;
    yield { check: 'structured', result: 'yes', mode };
    return;
  }
  if (last) yield refused('structured', last, 'no');
}

async function askOnce(connection: ModelConnection, request: ModelRequest): Promise<WholeAnswer> {
  const gateway = createGateway({ models: [answeringModel(connection)], attempts: 1 });
  try {
    return await wholeAnswer(gateway.answer(request));
  } finally {
    await gateway.close();
  }
}

const failureIn = ({ outcome }: WholeAnswer): ModelFailure | undefined =>
  outcome.state === 'failed' ? outcome.failure : undefined;

function refused(
  check: ProbeCheck,
  { code, detail }: ModelFailure,
  result: 'no' | 'unknown',
): ProbeFinding {
  return { check, result, code, ...(detail !== undefined && { detail }) };
}

type Listed = Awaited<ReturnType<typeof listModels>>;

/** Whoever answers a chat is reachable, whether it lists its models or not. */
function reachable(listed: Listed, failure: ModelFailure | undefined): ProbeFinding {
  const { suggestedBaseUrl } = listed;
  const suggestion = suggestedBaseUrl === undefined ? {} : { suggestedBaseUrl };
  if (failure === undefined || listed.models !== undefined)
    return { check: 'reachable', result: 'yes' };
  const isSilent =
    failure.code === 'ERR_MODEL_UNREACHABLE' || failure.code === 'ERR_MODEL_NOT_AN_API';
  if (isSilent || suggestedBaseUrl !== undefined)
    return { ...refused('reachable', failure, 'no'), ...suggestion };
  return { check: 'reachable', result: 'yes' };
}

const shownModels = 20;

function modelFinding(
  model: string,
  { models }: Listed,
  failure: ModelFailure | undefined,
): ProbeFinding {
  // What answers by that name has it.
  if (failure === undefined) return { check: 'model', result: 'yes' };
  if (models === undefined) return refused('model', failure, 'unknown');
  // Ollama lists `llama3` as `llama3:latest`.
  if (models.includes(model) || models.includes(`${model}:latest`))
    return { check: 'model', result: 'yes' };
  return {
    ...{ check: 'model', result: 'no', code: 'ERR_MODEL_NOT_FOUND' },
    models: models.slice(0, shownModels),
  };
}
