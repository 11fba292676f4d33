import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import { nameText, storableText } from '../kernel/text.ts';
import { tracksError } from './errors.ts';
import { plainLine } from './markdown-line.ts';
import { roadmapLength } from './roadmap.ts';
import { slugLength, slugPattern } from './slug.ts';

export const titleText = nameText(200);
export const descriptionText = storableText.trim().max(5000);
export const goalText = storableText.trim().max(2000);
export const stepText = nameText(500);
export const slugText = z.string().max(slugLength).regex(slugPattern);

/** A step of a roadmap in a file: its text alone is enough. */
const fileStep = z
  .union([
    stepText.transform((text) => ({ text, done: false })),
    z.object({ text: stepText, done: z.boolean().default(false) }),
  ])
  .readonly();

/** A track as it is written to files, and read from them. What else is in a file is left. */
export const trackFile = z.object({
  slug: slugText.optional(),
  title: titleText,
  description: descriptionText.default(''),
  goal: goalText.default(''),
  roadmap: z.array(fileStep).max(roadmapLength).readonly().default([]),
});

export type TrackFile = Readonly<z.output<typeof trackFile>>;

/** How long a file may be, in characters. */
export const trackFileLength = 500_000;

/**
 * Reads a track from JSON, as it is exported, or from Markdown: a heading is its title, list items are its steps
 * (`- [x]` for one that is done), `> ` its goal, and what else stands before the first item its description. A list
 * alone is enough where `title` says how it is to be called. Throws `ERR_TRACK_FILE` with the line, or the field.
 */
export function readTrackFile(text: string, title?: string): TrackFile {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  return check(/^[{[]/.test(trimmed) ? fromJson(trimmed) : fromMarkdown(trimmed), title);
}

function fromJson(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? { roadmap: json } : json;
  } catch {
    throw tracksError('ERR_TRACK_FILE', { field: 'json' });
  }
}

const heading = /^#{1,6}\s+(.+?)(?:\s+#+)?\s*$/;
const item = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.+?)\s*$/;
const quote = /^>\s?(.*)$/;

function fromMarkdown(text: string): unknown {
  let title: string | undefined;
  const [goal, description, roadmap]: [string[], string[], unknown[]] = [[], [], []];
  for (const line of text.split(/\r\n?|\n/)) {
    const step = item.exec(line);
    const named = heading.exec(line);
    const quoted = quote.exec(line);
    if (step) roadmap.push({ text: step[2], done: /[xX]/.test(step[1] ?? '') });
    else if (named && title === undefined) title = named[1];
    // Headings further down part the list, and are no steps.
    else if (named || roadmap.length > 0) continue;
    else if (quoted) goal.push(quoted[1] ?? '');
    else description.push(plainLine(line));
  }
  return { title, goal: goal.join('\n'), description: description.join('\n'), roadmap };
}

function check(found: unknown, title: string | undefined): TrackFile {
  const named =
    typeof found === 'object' && found !== null && title !== undefined
      ? { ...found, title: ('title' in found && found.title) || title }
      : found;
  const read = trackFile.safeParse(named);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path ?? [];
  const [field, place] = path;
  throw tracksError('ERR_TRACK_FILE', {
    field: String(field ?? 'json'),
    ...(typeof place === 'number' ? { place: place + 1 } : {}),
  });
}

/** Whether a refusal is of a file that gives no title, which whoever imports it may say. */
export function lacksTitle(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    error.code === 'ERR_TRACK_FILE' &&
    error.params.field === 'title'
  );
}
