import { Button, Group, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from './form-failure.tsx';
import { UnsavedChanges } from './unsaved-changes.tsx';
import type { SchemaForm } from './use-schema-form.tsx';
import { useSubmission } from './use-submission.ts';

interface Props {
  readonly form: Pick<
    SchemaForm<never>,
    'submit' | 'isDirty' | 'isRestored' | 'discard' | 'question'
  >;
  /** What stands on the button; by itself “Save”. */
  readonly submit?: string;
  /** The fields, bound with `form.getInputProps`. */
  readonly children: ReactNode;
}

/** A form that stands on a page; in a dialog there is the `FormDialog`. */
export function Form({ form, submit, children }: Props) {
  const { t, ready } = useTranslation(['forms', 'kernel']);
  const { isBusy, failure, onSubmit } = useSubmission({ canSubmit: true, send: form.submit });
  if (!ready) return <Skeleton height={240} radius="lg" />;
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="md">
        <UnsavedChanges form={form} />
        {children}
        <FormFailure failure={failure} />
        <Group>
          <Button type="submit" loading={isBusy}>
            {submit ?? t('kernel:save')}
          </Button>
          {form.isDirty && (
            <Button variant="default" onClick={form.discard}>
              {t('forms:discard')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
