import type { oas31 } from 'zod-openapi';
import { type Html, html } from './html.ts';
import { type Operation, operationsOf } from './operation.ts';
import {
  methodBadge,
  operationArticle,
  refusalExamples,
  refusalRow,
  refusalTable,
} from './page-operation.ts';
import { prose, table, toRow } from './page-parts.ts';
import { fieldsOf, type Schemas, shapeName } from './schema-outline.ts';

export interface OpenApiPageOptions {
  /** Where the page was asked for: `http://localhost:4400`. The examples call it. */
  readonly origin: string;
  /** Addresses as the page sees them. */
  readonly stylesheet: string;
  readonly document: string;
}

/** A page to read an OpenAPI document: plain HTML that needs no script. */
export function openApiPage(document: oas31.OpenAPIObject, options: OpenApiPageOptions): string {
  const { info, tags = [], components = {} } = document;
  const schemas: Schemas = components.schemas ?? {};
  const operations = operationsOf(document);
  const groups = tags.map((tag) => ({
    ...tag,
    id: tag.name.toLowerCase().replace(/\W+/g, '-'),
    operations: operations.filter((one) => one.tags?.includes(tag.name)),
  }));
  const title = `${info.title} API`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${options.stylesheet}">
</head>
<body>
<a class="skip" href="#content">Skip to the endpoints</a>
<header id="top">
<h1>${title} <span class="version">v${info.version}</span></h1>
${prose(info.description)}
<p>The same as a document for programs: <a href="${options.document}">OpenAPI ${document.openapi}</a>.</p>
</header>
<nav aria-label="Endpoints">
<p class="name"><a href="#top">${title}</a> <span class="version">v${info.version}</span></p>
${groups.map(navigationGroup)}
<ul><li><a href="#shapes">Shapes</a></li></ul>
</nav>
<main id="content" tabindex="-1">
${sharedRefusals(operations, components)}
${groups.map(
  ({ id, name, description, operations }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${name}</h2>
${prose(description)}
${operations.map((one) => operationArticle(one, { schemas, origin: options.origin }))}
</section>`,
)}
${shapesSection(schemas)}
</main>
</body>
</html>
`;
  return page.markup;
}

interface Group extends oas31.TagObject {
  readonly operations: readonly Operation[];
}

function navigationGroup({ name, operations }: Group): Html {
  return html`<details open>
<summary>${name}</summary>
<ul>${operations.map(
    ({ operationId, method, summary }) =>
      html`<li><a href="#${operationId}">${methodBadge(method)} <span>${summary}</span></a></li>\n`,
  )}</ul>
</details>\n`;
}

/** What any endpoint can answer: the responses that they share. */
function sharedRefusals(
  operations: readonly Operation[],
  { responses = {} }: oas31.ComponentsObject,
): Html | null {
  const shared = new Map<string, string>();
  for (const operation of operations) {
    for (const [status, { $ref }] of Object.entries(operation.responses ?? {})) {
      if (typeof $ref === 'string') shared.set($ref.slice($ref.lastIndexOf('/') + 1), status);
    }
  }
  const rows = [...shared].flatMap(([name, status]) =>
    refusalExamples(responses[name]).map(([code, text]) => refusalRow(status, code, text)),
  );
  return rows.length === 0
    ? null
    : html`<section aria-labelledby="refusals"><h2 id="refusals">What any endpoint can refuse</h2>${refusalTable(rows)}</section>`;
}

function shapesSection(schemas: Schemas): Html {
  const names = Object.keys(schemas).filter((name) => shapeName(refTo(name), schemas));
  return html`<section aria-labelledby="shapes">
<h2 id="shapes">Shapes</h2>
${names.map(
  (name) => html`<article id="shape-${name}" aria-labelledby="shape-${name}-title">
<h3 id="shape-${name}-title"><a href="#shape-${name}">${name}</a></h3>
${table(name, fieldsOf(refTo(name), schemas).map(toRow))}
</article>\n`,
)}
</section>`;
}

function refTo(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
