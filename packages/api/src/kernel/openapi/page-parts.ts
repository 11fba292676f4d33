import { type Html, html } from './html.ts';
import { type Field, fieldsOf, type Outline, type Schemas, shapeName } from './schema-outline.ts';

/** Paragraphs apart by an empty line, names in backticks. */
export function prose(text: string | undefined): Html[] {
  return (text?.split('\n\n') ?? []).map((paragraph) => html`<p>${inline(paragraph)}</p>`);
}

/** A line of text with names in backticks. */
export function inline(text: string): Html[] {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

/** A row of a table of fields or parameters: its name and type, what it means. */
export interface Row extends Outline {
  readonly name: string;
  readonly required: boolean;
}

export function table(caption: string, rows: readonly Row[]): Html | null {
  if (rows.length === 0) return null;
  return html`<table>
<caption class="hidden">${caption}</caption>
<thead class="hidden"><tr><th scope="col">Name and type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.map(rowOf)}</tbody>
</table>`;
}

function rowOf({ name, type, shape, required, rules, description }: Row): Html {
  const ofShape = shape !== undefined && html` <a href="#shape-${shape}">${shape}</a>`;
  return html`<tr>
<th scope="row"><code>${name}</code> <span class="type">${type}${ofShape}${!required && ', optional'}</span></th>
<td>${description && html`<p>${inline(description)}</p>`}${rules.length > 0 && html`<p>${rules.join('; ')}</p>`}</td>
</tr>\n`;
}

/** What a body or an answer holds: a link to its named shape, or its fields. */
export function contents(
  caption: string,
  schema: Parameters<typeof fieldsOf>[0],
  schemas: Schemas,
): Html | null {
  const name = shapeName(schema, schemas);
  if (name !== undefined) return html`<p><a href="#shape-${name}">${name}</a></p>`;
  return table(caption, fieldsOf(schema, schemas).map(toRow));
}

export function toRow({ path, ...rest }: Field): Row {
  return { name: path, ...rest };
}

/** A block of code with what it is above it. */
export function code(title: string, text: Html | string): Html {
  return html`<figure><figcaption>${title}</figcaption><pre><code>${text}</code></pre></figure>`;
}

/** A value as JSON, its names and strings told apart by colour. */
export function json(value: unknown): Html {
  const parts = [...layout(value, '').matchAll(jsonToken)].map(([token, string, colon]) => {
    if (string === undefined) return html`${token}`;
    return html`<span class="${colon ? 'key' : 'string'}">${token}</span>`;
  });
  return html`${parts}`;
}

const jsonToken = /("(?:\\.|[^"\\])*")(?=(:?))|[^"]+/g;
const lineLength = 56;

/** JSON with a line for each part, except where all of it fits into one. */
function layout(value: unknown, indent: string): string {
  const line = JSON.stringify(value, null, 1).replace(/\s*\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= lineLength) {
    return line;
  }
  const inner = `${indent}  `;
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((part) => layout(part, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${layout(v, inner)}`),
      ];
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
