import { isRecord } from '../../kernel/is-record.ts';
import { withParameters } from '../case-content.ts';
import type { Run, RunItem } from '../types.ts';
import type { JsonValue } from './canonical-json.ts';
import type { ReportLanguage } from './report-words.ts';
import { reportWords } from './report-words.ts';
import type { OlderAttachment, TestedThing } from './run-content.ts';
import type { RunSignature } from './signature.ts';

/** A file beside the report. */
export interface ReportFile {
  readonly itemId: string | null;
  readonly step: number | null;
  readonly name: string;
  readonly mediaType: string;
  /** In the archive. */
  readonly path: string;
  readonly sha256: string;
}

/** What a report tells. */
export interface ReportSource {
  readonly run: Run;
  readonly tested: TestedThing;
  readonly items: readonly RunItem[];
  readonly signatures: readonly RunSignature[];
  readonly files: readonly ReportFile[];
  readonly olderFiles: readonly OlderAttachment[];
  readonly olderReport: JsonValue | undefined;
  readonly sealedAt: string;
  readonly reasonTitles: ReadonlyMap<string, string>;
}

/**
 * The report as a page of its own, a piece at a time: it needs no script and no server, shows the pictures beside it,
 * and prints on A4.
 */
export function* reportHtml(source: ReportSource, language: ReportLanguage): Generator<string> {
  const t = reportWords[language];
  const { run, items } = source;
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${t.title}: ${run.title}`)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<header><p>${escapeHtml(t.title)}</p><h1>${escapeHtml(run.title)}</h1></header>
`;
  yield head(source, language);
  yield signatures(source, language);
  yield `<h2>${escapeHtml(t.items)}</h2>\n`;
  for (const item of items) yield itemSection(item, source, language);
  yield runFiles(source, language);
  yield olderReport(source, language);
  yield `<section><h2>${escapeHtml(t.howToCheck)}</h2><p>${escapeHtml(t.check)}</p></section>
</main>
</body>
</html>
`;
}

function head(source: ReportSource, language: ReportLanguage): string {
  const t = reportWords[language];
  const { run, tested, sealedAt, items } = source;
  const verdict = run.verdict === null ? t.noVerdict : t.verdicts[run.verdict];
  const { ok, fail, na, open } = run.results;
  return `${facts([
    [t.verdict, verdict],
    [t.project, run.projectName],
    [t.asset, tested.assetModel ?? ''],
    [t.firmware, tested.firmwareVersion ?? ''],
    [t.template, tested.templateName ?? ''],
    [t.engineer, run.executedBy.name],
    [t.lead, run.lead?.name ?? ''],
    [t.started, shownInstant(run.startedAt)],
    [t.finished, shownInstant(run.finishedAt)],
    [t.sealed, shownInstant(sealedAt)],
    [t.correction, run.correctionOfRunId ?? ''],
    [t.failSummary, run.failSummary],
  ])}
${table(
  t.summary,
  [t.total, t.results.ok, t.results.fail, t.results.na, t.results.open],
  [[items.length, ok, fail, na, open].map((count) => count.toLocaleString(language))],
)}
`;
}

function signatures({ signatures: rows }: ReportSource, language: ReportLanguage): string {
  const t = reportWords[language];
  if (rows.length === 0) return '';
  const cells = rows.map(({ meaning, reason, signerName, signedAt, provedBy, contentSha256 }) => [
    [t.meanings[meaning], reason].filter(Boolean).join(' – '),
    signerName,
    shownInstant(signedAt),
    t.proofs[provedBy],
    contentSha256,
  ]);
  return `<section><h2>${escapeHtml(t.signatures)}</h2>${table(
    t.signatures,
    [t.meaning, t.signer, t.signedAt, t.provedBy, t.signedHash],
    cells,
  )}</section>\n`;
}

function itemSection(item: RunItem, source: ReportSource, language: ReportLanguage): string {
  const t = reportWords[language];
  const { result, content } = item;
  const status = result?.status ?? 'open';
  const reason = result?.failReasonCode ?? null;
  const title = filled(item)(content.title);
  return `<section class="item ${status}">
<h3>${escapeHtml(`${item.position + 1}. ${item.key} ${title}`)} <span class="status">${escapeHtml(t.results[status])}</span></h3>
<p class="small">${escapeHtml(
    [
      `${t.version} ${item.versionNumber}`,
      item.tags.join(', '),
      item.parameterRow === null ? '' : `${t.row} ${item.parameterRow + 1}`,
      result === null
        ? ''
        : `${t.recorded} ${shownInstant(result.updatedAt)} ${result.updatedBy?.name ?? ''}`.trim(),
    ]
      .filter(Boolean)
      .join(' · '),
  )}</p>
${facts([
  [t.preconditions, filled(item)(content.preconditions)],
  [t.reason, reason === null ? '' : (source.reasonTitles.get(reason) ?? reason)],
  [t.comment, result?.comment ?? ''],
  [t.measured, result?.measuredValue ?? ''],
  [t.defects, result?.defects.join(', ') ?? ''],
])}
${steps(item, language)}
${fileList(
  source.files.filter(({ itemId }) => itemId === item.id),
  language,
)}
</section>
`;
}

function steps(item: RunItem, language: ReportLanguage): string {
  const t = reportWords[language];
  const { content, result } = item;
  if (content.steps.length === 0) return '';
  const fill = filled(item);
  const rows = content.steps.map(({ action, data, expected }, index) => {
    const step = result?.steps[index] ?? null;
    return [
      String(index + 1),
      fill([action, data && `${t.data}: ${data}`].filter(Boolean).join('\n')),
      fill(expected),
      step?.status ? t.results[step.status] : '',
      [step?.measuredValue ?? '', step?.comment ?? ''].filter(Boolean).join('\n'),
    ];
  });
  const heads = [t.step, t.action, t.expected, t.result, `${t.measured}, ${t.comment}`];
  return table(`${item.key}: ${t.step}`, heads, rows);
}

/** The texts of an item with the values of its row of data. */
function filled({ content, parameterRow }: RunItem): (text: string) => string {
  const row = parameterRow === null ? undefined : content.parameters.rows[parameterRow];
  return (text) =>
    row === undefined ? text : withParameters(text, content.parameters.columns, row);
}

function runFiles({ files, olderFiles }: ReportSource, language: ReportLanguage): string {
  const t = reportWords[language];
  const own = files.filter(({ itemId }) => itemId === null);
  const older = olderFiles.map(({ name }) => `<li>${escapeHtml(name)}</li>`).join('');
  return [
    own.length > 0 ? `<h2>${escapeHtml(t.attachments)}</h2>${fileList(own, language)}` : '',
    older && `<h2>${escapeHtml(t.attachments)}</h2><p>${escapeHtml(t.older)}</p><ul>${older}</ul>`,
  ].join('\n');
}

function olderReport({ olderReport: kept }: ReportSource, language: ReportLanguage): string {
  if (kept === undefined) return '';
  const t = reportWords[language];
  return `<section><h2>${escapeHtml(t.olderReport)}</h2>${facts(leaves(kept))}</section>\n`;
}

/** Whatever an older program wrote, as names and texts: `legacy.testDate`, `notes.2`. */
function leaves(value: unknown, path = ''): readonly (readonly [string, string])[] {
  const isInner = Array.isArray(value) || isRecord(value);
  if (!isInner) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

const pictures = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

function fileList(files: readonly ReportFile[], language: ReportLanguage): string {
  if (files.length === 0) return '';
  const t = reportWords[language];
  const shown = files.map(({ name, path, mediaType, sha256, step }) => {
    const caption = [step === null ? '' : `${t.step} ${step + 1}`, name].filter(Boolean).join(': ');
    const href = escapeHtml(path);
    const picture = pictures.has(mediaType)
      ? `<img src="${href}" alt="${escapeHtml(caption)}" loading="lazy">`
      : '';
    return `<figure>${picture}<figcaption><a href="${href}">${escapeHtml(caption)}</a> <code>${sha256}</code></figcaption></figure>`;
  });
  return `<div class="files">${shown.join('')}</div>`;
}

function facts(rows: readonly (readonly [string, string])[]): string {
  const shown = rows.filter(([, value]) => value !== '');
  if (shown.length === 0) return '';
  const lines = shown.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl>${lines.join('')}</dl>`;
}

function table(
  label: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

/** To the second, in UTC: the same for whoever reads it. */
function shownInstant(instant: string | null): string {
  return instant === null ? '' : `${instant.slice(0, 19).replace('T', ' ')} UTC`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text in a page or in a quoted attribute; what turns the direction of writing is shown by its number. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `[U+${sign.charCodeAt(0).toString(16)}]`);
}

const styles = `
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif;--line:#8886;--soft:#8881;--bad:#b3261e;--good:#1b6e3c}
@media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--good:#81c995}}
*{box-sizing:border-box}body{margin:0}main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}
h1{margin:.2em 0;overflow-wrap:anywhere}h2{margin:1.6em 0 .4em}h3{margin:0 0 .2em;overflow-wrap:anywhere}
p{margin:.3em 0}.small{font-size:.87em}header p{margin:0;text-transform:uppercase;letter-spacing:.08em;font-size:.8em}
dl{margin:.5em 0}dl div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.75rem}
dt{font-weight:600}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.6em 0}
th,td{border:1px solid var(--line);padding:.3em .5em;text-align:start;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere;min-width:3rem}
th{background:var(--soft)}
.item{border-inline-start:4px solid var(--line);padding:.2em 0 .2em .9em;margin:1.4em 0}
.item.fail{border-color:var(--bad)}.item.ok{border-color:var(--good)}
.status{border:1px solid currentColor;border-radius:.3em;padding:0 .4em;font-size:.8em;white-space:nowrap}
.fail .status{color:var(--bad)}.ok .status{color:var(--good)}
.files{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:.4em 0;max-width:100%}
img{max-width:min(100%,24rem);max-height:20rem;border:1px solid var(--line)}
code{font-size:.72em;overflow-wrap:anywhere}a{color:inherit}
@page{size:A4;margin:16mm}
@media print{:root{color-scheme:light;font-size:10.5pt;--bad:#b3261e;--good:#1b6e3c}main{max-width:none;padding:0}
h2,h3,tr,figure{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}.scroll{overflow:visible}}
`;
