import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { Card } from '../../kernel/frame/card.tsx';

interface Props {
  readonly title: string;
  readonly text?: string;
  readonly submit: string;
  readonly canSubmit: boolean;
  readonly send: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** What a test run wants of a person, in the page: it goes on when that is sent. */
export function PersonForm({ title, text, submit, canSubmit, send, children }: Props) {
  const form = useSubmission({ canSubmit, send: async () => void (await send()) });
  return (
    <Card title={title} {...(text !== undefined && { text })}>
      <form noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <Stack gap="md">
          {children}
          <FormFailure failure={form.failure} />
          <Group justify="flex-end">
            <Button type="submit" disabled={!canSubmit} loading={form.isBusy}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
