import type { oas31 } from 'zod-openapi';
import { type Html, html } from './html.ts';
import {
  answersOf,
  bodySchema,
  jsonType,
  type Operation,
  type OperationSurroundings,
} from './operation.ts';
import { operationExamples } from './page-examples.ts';
import { contents, inline, prose, type Row, table } from './page-parts.ts';
import { outlineOf } from './schema-outline.ts';

/** One endpoint: what it takes and answers on one side, an example of both on the other. */
export function operationArticle(operation: Operation, around: OperationSurroundings): Html {
  const { operationId: id, method, path, summary } = operation;
  return html`<article id="${id}" aria-labelledby="${id}-title">
<header>
<h3 id="${id}-title"><a href="#${id}">${summary}</a></h3>
<p class="address">${methodBadge(method)} <code>${path}</code></p>
</header>
<div class="facts">
${prose(operation.description)}
${parametersPart(operation, around)}
${bodyPart(operation, around)}
${answerPart(operation, around)}
${refusalsPart(operation)}
</div>
<div class="examples">${operationExamples(operation, around)}</div>
</article>\n`;
}

export function methodBadge(method: string): Html {
  return html`<span class="method ${method}">${method.toUpperCase()}</span>`;
}

function parametersPart({ parameters = [] }: Operation, { schemas }: OperationSurroundings) {
  const places = { path: 'In the path', query: 'In the query', header: 'Header', cookie: 'Cookie' };
  return (['path', 'query', 'header'] as const).map((place) => {
    const rows = parameters.flatMap((one): Row[] => {
      if (!('in' in one) || one.in !== place) return [];
      const { type, shape, rules, description } = outlineOf(one.schema, schemas);
      const text = one.description ?? description;
      return [
        { name: one.name, required: one.required === true, type, shape, rules, description: text },
      ];
    });
    return rows.length > 0 && html`<h4>${places[place]}</h4>${table(places[place], rows)}`;
  });
}

function bodyPart(operation: Operation, { schemas }: OperationSurroundings): Html | null {
  const schema = bodySchema(operation);
  if (schema === undefined) return null;
  return html`<h4>Body</h4>${contents('Body', schema, schemas)}`;
}

function answerPart(operation: Operation, { schemas }: OperationSurroundings): Html[] {
  return answersOf(operation, schemas).map(({ title, note, schema }) => {
    const text = note === undefined ? null : html`<p>${inline(note)}</p>`;
    return html`<h4>${title}</h4>${text}${contents(title, schema, schemas)}`;
  });
}

/** The endpoint's own refusals; those that all share stand once, above. */
function refusalsPart({ responses = {} }: Operation): Html | null {
  const rows = Object.entries(responses).flatMap(([status, response]) =>
    refusalExamples(response).map(([name, message]) => refusalRow(status, name, message)),
  );
  if (rows.length === 0) return null;
  return html`<h4>Refusals</h4>${refusalTable(rows)}`;
}

export function refusalTable(rows: readonly Html[]): Html {
  return html`<table class="refusals">
<caption class="hidden">Refusals</caption>
<thead class="hidden"><tr><th scope="col">Status and code</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

export function refusalRow(status: string, name: string, message: string): Html {
  return html`<tr><th scope="row"><span class="status">${status}</span> <code>${name}</code></th><td>${message}</td></tr>\n`;
}

/** The codes of a response with their messages, as its examples give them. */
export function refusalExamples(
  response: oas31.ResponseObject | oas31.ReferenceObject | undefined,
): readonly [string, string][] {
  if (response === undefined || !('content' in response)) return [];
  const { examples = {} } = response.content?.[jsonType] ?? {};
  return Object.entries(examples).map(([name, { summary }]) => [name, summary ?? '']);
}
