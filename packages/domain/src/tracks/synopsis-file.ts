import { z } from 'zod';
import { storableText } from '../kernel/text.ts';
import { tracksError } from './errors.ts';
import { asHtml, htmlText } from './export-text.ts';
import { type ExportedFile, type ExportFormat, fileKinds } from './export-track.ts';
import { headingLine, markedLine, plainLine } from './markdown-line.ts';
import { type SynopsisItem, synopsisItems } from './synopsis.ts';

export const synopsisTitle = storableText.trim().max(200);

export interface SynopsisContent {
  readonly title: string;
  readonly items: readonly SynopsisItem[];
}

/** How long a file may be, in characters. */
export const synopsisFileLength = 2_000_000;

/** @param name of the file, without its end */
export function exportSynopsis(
  name: string,
  synopsis: SynopsisContent,
  format: ExportFormat,
): ExportedFile {
  const { end, mediaType } = fileKinds[format];
  return { fileName: `${name}.${end}`, mediaType, text: writers[format](synopsis) };
}

const writers = {
  json: ({ title, items }: SynopsisContent) => `${JSON.stringify({ title, items }, null, 2)}\n`,
  markdown: ({ title, items }: SynopsisContent) =>
    [...(title === '' ? [] : [headingLine(1, title)]), ...items.map(markdownOf)]
      .filter((part) => part !== '')
      .join('\n\n')
      .concat('\n'),
  html: ({ title, items }: SynopsisContent) => asHtml(title, items.map(htmlOf)),
} as const;

const marked = (text: string) => text.split('\n').map(markedLine).join('\n');
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');

function markdownOf(item: SynopsisItem): string {
  switch (item.type) {
    case 'heading':
      return headingLine(2, oneLine(item.text));
    case 'text':
      return marked(item.text);
    case 'definition':
      return `**${oneLine(item.term)}** — ${marked(item.description)}`;
    case 'code': {
      const fence = '`'.repeat(
        Math.max(2, ...[...item.code.matchAll(/`+/g)].map(([all]) => all.length)) + 1,
      );
      return `${fence}${item.language ?? ''}\n${item.code}\n${fence}`;
    }
    case 'note':
      return item.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
    case 'list':
      return item.items.map((each) => `- ${oneLine(each)}`).join('\n');
  }
}

function htmlOf(item: SynopsisItem): string {
  switch (item.type) {
    case 'heading':
      return `<h2>${htmlText(item.text)}</h2>`;
    case 'text':
      return `<p>${htmlText(item.text)}</p>`;
    case 'definition':
      return `<dl><dt>${htmlText(item.term)}</dt><dd>${htmlText(item.description)}</dd></dl>`;
    case 'code':
      return `<pre><code>${htmlText(item.code)}</code></pre>`;
    case 'note':
      return `<aside>${htmlText(item.text)}</aside>`;
    case 'list':
      return `<ul>${item.items.map((each) => `<li>${htmlText(each)}</li>`).join('')}</ul>`;
  }
}

const file = z.object({ title: synopsisTitle.default(''), items: synopsisItems });

/**
 * Reads a synopsis from JSON, as it is exported, or from Markdown, where headings, quotations, lists, code between
 * fences, `**term** — description` and what else there is become items. Throws `ERR_SYNOPSIS_FILE`.
 */
export function readSynopsisFile(text: string): SynopsisContent {
  const trimmed = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const isJson = /^\s*[{[]/.test(trimmed);
  const read = file.safeParse(isJson ? fromJson(trimmed) : fromMarkdown(trimmed));
  if (!read.success) {
    const [field, place] = read.error.issues[0]?.path ?? [];
    throw tracksError('ERR_SYNOPSIS_FILE', {
      field: String(field ?? 'json'),
      ...(typeof place === 'number' ? { place: place + 1 } : {}),
    });
  }
  return read.data;
}

function fromJson(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? { items: json } : json;
  } catch {
    throw tracksError('ERR_SYNOPSIS_FILE', { field: 'json' });
  }
}

const heading = /^(#{1,6})\s+(.+?)(?:\s+#+)?\s*$/;
const fenceLine = /^(`{3,})\s*([^`\s]*)[^`]*$/;
const definition = /^\*\*(.+?)\*\*\s+[—–-]\s+(.*)$/s;
const listLine = /^\s*[-*+]\s+(.*)$/;

function fromMarkdown(text: string): SynopsisContent {
  const lines = text.split('\n');
  const items: SynopsisItem[] = [];
  let title = '';
  let paragraph: string[] = [];
  const close = () => {
    if (paragraph.length > 0) items.push(paragraphItem(paragraph.join('\n')));
    paragraph = [];
  };
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? '';
    const fence = fenceLine.exec(line);
    const named = heading.exec(line);
    if (fence) {
      close();
      const [, marks = '', language = ''] = fence;
      const end = lines.findIndex((each, at) => at > place && each.trimEnd() === marks);
      const until = end === -1 ? lines.length : end;
      const code = lines.slice(place + 1, until).join('\n');
      items.push({ type: 'code', ...(language ? { language } : {}), code });
      place = until;
    } else if (named) {
      close();
      const [, level = '', words = ''] = named;
      if (level === '#' && title === '' && items.length === 0) title = words;
      else items.push({ type: 'heading', text: words });
    } else if (line.trim() === '') {
      close();
    } else {
      paragraph.push(line);
    }
  }
  close();
  return { title, items };
}

function paragraphItem(text: string): SynopsisItem {
  const lines = text.split('\n');
  if (lines.every((line) => line.startsWith('>'))) {
    return { type: 'note', text: lines.map((line) => line.replace(/^> ?/, '')).join('\n') };
  }
  const listed = lines.map((line) => listLine.exec(line)?.[1]);
  if (listed.every((line) => line !== undefined)) return { type: 'list', items: listed };
  const [, term, description] = definition.exec(text) ?? [];
  if (term !== undefined && description !== undefined) {
    return { type: 'definition', term, description: plain(description) };
  }
  return { type: 'text', text: plain(text) };
}

const plain = (text: string) => text.split('\n').map(plainLine).join('\n');
