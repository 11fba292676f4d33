import { asHtml, htmlText } from './export-text.ts';
import { headingLine, markedLine } from './markdown-line.ts';
import type { TrackFile } from './track-file.ts';

export const exportFormats = ['json', 'markdown', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file to be kept. */
export interface ExportedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

export const fileKinds = {
  json: { end: 'json', mediaType: 'application/json' },
  markdown: { end: 'md', mediaType: 'text/markdown' },
  html: { end: 'html', mediaType: 'text/html' },
} as const satisfies Record<ExportFormat, { readonly end: string; readonly mediaType: string }>;

/** A track as a file; JSON and Markdown can be imported again. */
export function exportTrack(
  track: TrackFile & { readonly slug: string },
  format: ExportFormat,
): ExportedFile {
  const { end, mediaType } = fileKinds[format];
  return { fileName: `${track.slug}.${end}`, mediaType, text: writers[format](track) };
}

const writers = {
  json: ({ slug, title, description, goal, roadmap }: TrackFile) =>
    `${JSON.stringify({ slug, title, description, goal, roadmap }, null, 2)}\n`,
  markdown: ({ title, description, goal, roadmap }: TrackFile) =>
    [
      headingLine(1, title),
      goal && quoted(goal),
      description.split('\n').map(markedLine).join('\n'),
      roadmap.map(({ text, done }) => `- [${done ? 'x' : ' '}] ${text}`).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n')
      .concat('\n'),
  html: ({ title, description, goal, roadmap }: TrackFile) =>
    asHtml(title, [
      goal && `<p><strong>${htmlText(goal)}</strong></p>`,
      description && `<p>${htmlText(description)}</p>`,
      `<ol>${roadmap.map(({ text, done }) => `<li>${done ? '☑' : '☐'} ${htmlText(text)}</li>`).join('')}</ol>`,
    ]),
} as const;

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
