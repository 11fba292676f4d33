import type {
  LanguageModelV3CallOptions,
  LanguageModelV3FunctionTool,
  LanguageModelV3Prompt,
} from '@ai-sdk/provider';
import type { structuredModes } from '@atelier/domain/kernel/model-connection.ts';
import { z } from 'zod';
import type { ModelMessage, ModelTool } from '../request.ts';
import type { SourceRequest } from '../source.ts';

type JsonSchema = LanguageModelV3FunctionTool['inputSchema'];
type ToolResult = Extract<
  Extract<LanguageModelV3Prompt[number], { role: 'tool' }>['content'][number],
  { type: 'tool-result' }
>;

/** How an endpoint is asked for JSON: by a schema, for any JSON, or in words alone. */
export type StructuredMode = (typeof structuredModes)[number];

/** A request as the SDK takes it. */
export function callOptions(
  request: SourceRequest,
  structured: StructuredMode,
): LanguageModelV3CallOptions {
  const { messages, tools = [], toolChoice, schema, temperature, outputTokens } = request;
  const shape = schema && jsonSchemaOf(schema.shape);
  const inWords = shape && structured !== 'schema' ? [schemaInWords(shape)] : [];
  return {
    prompt: [...inWords, ...messages].map(promptMessage),
    ...(tools.length > 0 && {
      tools: tools.map(functionTool),
      toolChoice: { type: toolChoice ?? 'auto' },
    }),
    ...(shape &&
      structured !== 'words' && {
        responseFormat: { type: 'json', schema: shape, name: schema.name },
      }),
    ...(temperature !== undefined && { temperature }),
    ...(outputTokens !== undefined && { maxOutputTokens: outputTokens }),
  };
}

function promptMessage(message: ModelMessage): LanguageModelV3Prompt[number] {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }] };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...(message.toolCalls ?? []).map(({ id, name, input }) => ({
            type: 'tool-call' as const,
            toolCallId: id,
            toolName: name,
            input,
          })),
        ],
      };
    case 'tool':
      return { role: 'tool', content: [toolResult(message)] };
  }
}

function toolResult({ callId, name, output }: Extract<ModelMessage, { role: 'tool' }>): ToolResult {
  return {
    type: 'tool-result',
    toolCallId: callId,
    toolName: name,
    output:
      typeof output === 'string'
        ? { type: 'text', value: output }
        : { type: 'json', value: output },
  };
}

function functionTool({ name, description, input }: ModelTool): LanguageModelV3FunctionTool {
  return { type: 'function', name, description, inputSchema: jsonSchemaOf(input) };
}

/** What the schema takes, before it is transformed. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const {
    $schema,
    '~standard': standard,
    ...json
  } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  });
  return json as JsonSchema;
}

function schemaInWords(shape: JsonSchema): ModelMessage {
  return {
    role: 'system',
    text: `Answer with one value of JSON and nothing else: no words around it, no code fence. It has to fit this JSON Schema:\n${JSON.stringify(shape)}`,
  };
}
