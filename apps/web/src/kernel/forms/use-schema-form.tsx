import { callError } from '@atelier/sdk/errors.ts';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { changedFields, keepDraft, readDraft } from './drafts.ts';
import { FormIssue } from './form-issue.ts';
import { type Issue, IssueWords } from './issue-words.tsx';
import { Refusal } from './refusal.tsx';
import { type LeaveQuestion, useLeaveGuard } from './use-leave-guard.ts';

type Fields = Record<string, unknown>;

interface Options<Values extends Fields, Output, Answer> {
  /** The form's name among drafts, `runs.create` or `runs.edit.<id>`; without it no draft is kept. */
  readonly id?: string;
  /** The domain's schema of the command. */
  readonly schema: z.ZodType<Output, Values>;
  /** What stands in the fields at first. For another thing to edit, give the component another `key`. */
  readonly initial: Values;
  /** Fields that no draft keeps, such as passwords; when they are sent they are again as at first. */
  readonly secret?: readonly (keyof Values & string)[];
  /** Sends what the schema made of the fields: a command's `ask`. */
  readonly send: (output: Output) => Promise<Answer>;
  /** After it is done; the form is no longer in the way of leaving. */
  readonly onSent?: (answer: Answer) => void;
  /** Words for what only this form knows, such as a schema's own checks. */
  readonly words?: (issue: Issue) => ReactNode;
}

export interface SchemaForm<Values extends Fields, Output = unknown> {
  /** Mantine's: `form.getInputProps('name')` binds a field. */
  readonly form: UseFormReturnType<Values>;
  /** What the schema makes of the fields; undefined where something is wrong, which is told at its field. */
  readonly check: () => Output | undefined;
  /** Sends it, if nothing is wrong. Rejects with what belongs to no field; the rest is told at the fields. */
  readonly submit: () => Promise<void>;
  readonly isDirty: boolean;
  /** Whether something stands in it that was typed before a reload. */
  readonly isRestored: boolean;
  /** Everything as it was at first, and the draft forgotten. */
  readonly discard: () => void;
  /** Goes on at once if there is nothing to lose, otherwise when the user says so. */
  readonly leave: (then: () => void) => void;
  /** For {@link UnsavedChanges}. */
  readonly question: LeaveQuestion | null;
}

/**
 * A form whose rules are the domain's schema (ADR 81). What is wrong is told at its field, in the language of
 * the moment, and the first wrong field gets the focus; so does what the server refuses with `details.field`.
 * Leaving with something unsaved is asked about, and a reload brings back what was typed.
 */
export function useSchemaForm<Values extends Fields, Output, Answer>(
  options: Options<Values, Output, Answer>,
): SchemaForm<Values, Output> {
  const { id, schema, send, onSent, secret = [], words } = options;
  // The words are there by the time that something can be wrong.
  useTranslation('forms');
  // Mantine takes letters and digits only.
  const name = useId().replace(/[^a-z0-9]/gi, '');
  const [base, setBase] = useState(options.initial);
  const [draft, setDraft] = useState(() => (id === undefined ? null : readDraft(id, base, secret)));
  const form = useForm<Values>({ name, initialValues: { ...base, ...draft } });
  const changed = changedFields(base, form.values);
  const isDirty = Object.keys(changed).length > 0;
  // Also for what happens between the answer and the next picture.
  const dirty = useRef(isDirty);
  dirty.current = isDirty;

  const print = JSON.stringify(changed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the print says whether something changed
  useEffect(() => {
    if (id !== undefined) keepDraft(id, changed, secret);
  }, [id, print]);

  const settle = (values: Values) => {
    dirty.current = false;
    if (id !== undefined) keepDraft(id, {}, []);
    setDraft(null);
    setBase(values);
    form.setInitialValues(values);
  };
  const discard = () => {
    settle(base);
    form.setValues(base);
    form.clearErrors();
  };
  const { leave, question } = useLeaveGuard({ isDirty: () => dirty.current, onDiscard: discard });

  /** Shows what is wrong at the fields; whether there is a field for any of it. */
  const show = (errors: Readonly<Record<string, ReactNode>>): boolean => {
    form.setErrors(errors);
    const nodes = Object.keys(errors).flatMap((path) => form.getInputNode(path) ?? []);
    const first = nodes.sort((a, b) =>
      a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    )[0];
    first?.focus();
    return first !== undefined;
  };
  const check = (): Output | undefined => {
    const values = form.getValues();
    const read = schema.safeParse(values);
    if (read.success) return read.data;
    const said = read.error.issues.map((issue) => {
      const value = valueAt(values, issue.path);
      return [
        issue.path.map(String).join('.'),
        words?.(issue) ?? <IssueWords issue={issue} value={value} />,
      ] as const;
    });
    // Of several things wrong with a field the first is said.
    if (!show(Object.fromEntries(said.reverse()))) throw new FormIssue(said.at(-1)?.[1]);
    return undefined;
  };
  const submit = async () => {
    const values = form.getValues();
    const output = check();
    if (output === undefined) return;
    try {
      const answer = await send(output);
      const emptied = Object.fromEntries(secret.map((field) => [field, base[field]]));
      settle({ ...values, ...emptied });
      if (secret.length > 0) form.setValues({ ...values, ...emptied });
      onSent?.(answer);
    } catch (error) {
      const { field } = callError(error).details;
      if (typeof field !== 'string' || !show({ [field]: <Refusal error={error} /> })) throw error;
    }
  };
  return { form, check, submit, isDirty, isRestored: draft !== null, discard, leave, question };
}

function valueAt(values: unknown, path: Issue['path']): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined,
    values,
  );
}
