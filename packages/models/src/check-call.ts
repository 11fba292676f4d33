import { z } from 'zod';
import type { FinishReason, RefusedCall } from './answer.ts';
import type { ModelTool, ToolCall } from './request.ts';

interface RawCall {
  readonly id: string;
  readonly name: string;
  readonly input: string;
}

/**
 * A call as its tool takes it, or why it does not. Undefined where the limit of tokens cut it in two: there was no
 * whole call.
 */
export function checkCall(
  { id, name, input }: RawCall,
  tools: readonly ModelTool[],
  reason: FinishReason,
): ({ readonly type: 'tool-call' } & ToolCall) | RefusedCall | undefined {
  const refuse = (code: RefusedCall['code'], detail: string): RefusedCall => ({
    ...{ type: 'refused-call', id, name, code, detail },
  });
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) return refuse('ERR_MODEL_TOOL_UNKNOWN', `There is no tool "${name}".`);
  // A tool that takes nothing is called with nothing by some models.
  const value = parseJson(input.trim() === '' ? '{}' : input);
  if (!value.ok) {
    return reason === 'length'
      ? undefined
      : refuse('ERR_MODEL_TOOL_INPUT', 'The input is no JSON.');
  }
  const checked = tool.input.safeParse(value.value);
  if (!checked.success) return refuse('ERR_MODEL_TOOL_INPUT', z.prettifyError(checked.error));
  return { type: 'tool-call', id, name, input: checked.data };
}

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
