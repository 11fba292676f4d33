import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readValue, writeValue } from '../environments/pairs.ts';
import classes from './editor.module.css';
import { type Draft, type DraftPath, valueAt, withValue } from './scenario-draft.ts';

/** What a part of the form is given: what it edits, and what is wrong below it. */
export interface PartProps {
  readonly value: Draft;
  readonly onChange: (value: Draft) => void;
  readonly errorAt: (path: DraftPath) => ReactNode;
}

/** Binds fields of text to places in what is edited; an empty one is left out. */
export function useFields({ value, onChange, errorAt }: PartProps) {
  const set = (path: DraftPath, next: unknown) =>
    onChange((withValue(value, path, next) ?? {}) as Draft);
  return {
    at: (path: DraftPath) => valueAt(value, path),
    set,
    text: (path: DraftPath) => ({
      value: String(valueAt(value, path) ?? ''),
      error: errorAt(path),
      onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
        set(path, currentTarget.value === '' ? undefined : currentTarget.value),
    }),
    /** JSON where it is JSON, else text: `12` is a number, `"12"` is not. */
    any: (path: DraftPath) => ({
      value: valueAt(value, path) === undefined ? '' : writeValue(valueAt(value, path) as Json),
      error: errorAt(path),
      onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
        set(path, currentTarget.value === '' ? undefined : readValue(currentTarget.value)),
    }),
  };
}

interface JsonFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: unknown;
  readonly error?: ReactNode;
  readonly onChange: (value: unknown) => void;
}

/** A value as JSON. What is none stays in the field, and the value as it was. */
export function JsonField({ label, description, value, error, onChange }: JsonFieldProps) {
  const { t } = useTranslation('orchestra-editor');
  const written = JSON.stringify(value, null, 2);
  const [own, setOwn] = useState<{ readonly text: string; readonly of: string } | null>(null);
  // What was typed is shown until the value is another one than it says.
  const text = own !== null && own.of === written ? own.text : written;
  const write = (next: string) => {
    try {
      const read: unknown = JSON.parse(next);
      setOwn({ text: next, of: JSON.stringify(read, null, 2) });
      onChange(read);
    } catch {
      setOwn({ text: next, of: written });
    }
  };
  const isJson = own === null || own.of !== written || canBeRead(own.text);
  return (
    <Textarea
      label={label}
      {...(description !== undefined && { description })}
      classNames={{ input: classes.code ?? '' }}
      autosize
      minRows={2}
      maxRows={20}
      spellCheck={false}
      value={text}
      error={isJson ? error : t('notJson')}
      onChange={({ currentTarget }) => write(currentTarget.value)}
    />
  );
}

function canBeRead(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Lines of `name: value`, such as headers, and back. */
export function linesOf(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${String(each)}`))
    .join('\n');
}

/** Several lines with one name are a list; undefined for no line. */
export function fromLines(text: string): Record<string, string | string[]> | undefined {
  const values: Record<string, string | string[]> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, name = line.trim(), value = ''] = /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
    const before = values[name];
    values[name] = before === undefined ? value : [before, value].flat();
  }
  return Object.keys(values).length === 0 ? undefined : values;
}
