import { runsActions } from '@atelier/domain/runs/actions.ts';
import { createCaseInput } from '@atelier/domain/runs/schemas.ts';
import { Skeleton, TextInput, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { suiteRows } from '../library/suite-rows.ts';
import { tagsOf } from '../library/tags-of.ts';
import { useMay } from '../use-may.ts';
import { ContentFields, type EditedContent } from './content-fields.tsx';
import { useSharedSteps } from './use-shared-steps.ts';

/** Writes a new case. */
export function NewCasePage() {
  const { ready } = useTranslation('library');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/new-case' });
  const mayEdit = useMay(projectId)(runsActions.edit);
  if (!ready) return <Skeleton height={400} radius="lg" />;
  // By a link of somebody else's.
  if (!mayEdit)
    return <Navigate to="/runs/projects/$projectId/library" params={{ projectId }} replace />;
  return <NewCase projectId={projectId} />;
}

const emptyContent: EditedContent = {
  ...{ title: '', summary: '', preconditions: '', isMandatory: true },
  steps: [{ action: '', expected: '', data: '', sharedVersionId: null }],
  ...{ artifacts: [], mistakes: [], estimatedMinutes: null, complexity: null },
  parameters: { columns: [], rows: [] },
};

function NewCase({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('library');
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const trpc = useTRPC();
  const { data: suites } = useSuspenseQuery(trpc.runs.suites.list.queryOptions({ projectId }));
  const own = suites.filter((suite) => suite.projectId === projectId && !suite.isArchived);
  const rows = suiteRows(own, new Set());
  const wanted = own.find(({ id }) => id === search.suite)?.id ?? rows[0]?.suite.id ?? '';
  const create = useCommand('runs.cases.create', {
    says: ({ content }) => ({ key: 'library:editor.created', values: { title: content.title } }),
  });
  const [tagText, setTagText] = useState('');
  const shared = useSharedSteps(projectId);
  const form = useSchemaForm({
    id: `runs.cases.create.${projectId}`,
    schema: createCaseInput,
    initial: { suiteId: wanted, content: emptyContent, tags: [] as string[] },
    send: create.ask,
    onSent: ({ id }) =>
      void navigate({
        to: '/runs/projects/$projectId/cases/$caseId',
        params: { projectId, caseId: id },
      }),
  });
  // All of it is there from the start.
  const content = form.form.values.content as EditedContent;
  return (
    <>
      <Title order={2} mb="md">
        {t('editor.newCase')}
      </Title>
      <Form form={form} submit={t('editor.submitNew')}>
        <SelectField
          label={t('editor.suite')}
          {...form.form.getInputProps('suiteId')}
          data={rows.map(({ suite, level }) => ({
            value: suite.id,
            label: `${'\u2003'.repeat(level - 1)}${suite.name}`,
          }))}
        />
        <ContentFields
          content={content}
          shared={shared}
          onChange={(change) => form.form.setFieldValue('content', { ...content, ...change })}
          errorAt={(path) => form.form.errors[`content.${path}`]}
          bind={(field) => form.form.getInputProps(`content.${field}`)}
        />
        <TextInput
          label={t('editor.tags')}
          description={t('cases.tagsHint')}
          value={tagText}
          error={form.form.errors.tags}
          onChange={(event) => {
            setTagText(event.currentTarget.value);
            form.form.setFieldValue('tags', tagsOf(event.currentTarget.value));
          }}
        />
      </Form>
    </>
  );
}
