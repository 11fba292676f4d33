import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import { mergeContent } from '@atelier/domain/runs/case-merge.ts';
import { editCaseInput } from '@atelier/domain/runs/schemas.ts';
import type { TestCase } from '@atelier/domain/runs/types.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { Skeleton, Textarea, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { useMay } from '../use-may.ts';
import { CaseConflicts } from './case-conflicts.tsx';
import type { Conflict } from './conflict.ts';
import { ContentFields, type EditedContent } from './content-fields.tsx';
import { useSharedSteps } from './use-shared-steps.ts';

/** Edits a case, which makes its next version. */
export function EditCasePage() {
  const { ready } = useTranslation('library');
  return ready ? <EditCase /> : <Skeleton height={400} radius="lg" />;
}

function EditCase() {
  const { t } = useTranslation('library');
  const { projectId, caseId } = useParams({
    from: '/runs/projects/$projectId/cases/$caseId/edit',
  });
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.runs.cases.get.queryOptions({ caseId }));
  // What is edited stays what it was, whatever others save meanwhile.
  const [found] = useState(data);
  const mayEdit = useMay(data.projectId)(runsActions.edit);
  // By a link of somebody else's: what may be seen of it is on its page.
  if (!mayEdit) {
    return (
      <Navigate
        to="/runs/projects/$projectId/cases/$caseId"
        params={{ projectId, caseId }}
        replace
      />
    );
  }
  return (
    <>
      <Title order={2} mb="md">
        {t('editor.edit', { key: found.key })}
      </Title>
      <EditForm projectId={projectId} found={found} />
    </>
  );
}

type Sent = z.output<typeof editCaseInput>;

function EditForm({ projectId, found }: { readonly projectId: string; readonly found: TestCase }) {
  const { t } = useTranslation('library');
  const navigate = useNavigate();
  const client = useTRPCClient();
  const shared = useSharedSteps(projectId);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const base = useRef({ number: found.versionNumber, content: contentOf(found) });
  const isMerged = useRef(false);
  const edit = useCommand('runs.cases.edit', {
    says: () => ({ key: isMerged.current ? 'library:editor.merged' : 'library:editor.saved' }),
  });
  const send = async (input: Sent): Promise<unknown> => {
    try {
      return await edit.ask({ ...input, onTopOf: base.current.number });
    } catch (error) {
      if (callError(error).code !== 'ERR_CASE_CHANGED') throw error;
      const newest = await client.runs.cases.get.query({ caseId: found.id });
      const theirs = contentOf(newest);
      const { content, conflicts } = mergeContent(base.current.content, input.content, theirs);
      base.current = { number: newest.versionNumber, content: theirs };
      form.form.setFieldValue('content', asEdited(content));
      if (conflicts.length > 0) {
        setConflict({ newest: newest.versionNumber, theirs, fields: conflicts });
        throw error;
      }
      isMerged.current = true;
      return send({ ...input, content: asEdited(content) });
    }
  };
  const form = useSchemaForm({
    id: `runs.cases.edit.${found.id}`,
    schema: editCaseInput,
    initial: {
      ...{ caseId: found.id, onTopOf: found.versionNumber, changeNote: '' },
      content: asEdited(contentOf(found)),
    },
    send,
    onSent: () =>
      void navigate({
        to: '/runs/projects/$projectId/cases/$caseId',
        params: { projectId, caseId: found.id },
      }),
  });
  const content = form.form.values.content as EditedContent;
  const change = (part: Partial<EditedContent>) =>
    form.form.setFieldValue('content', { ...content, ...part });
  return (
    <Form form={form}>
      {conflict && (
        <CaseConflicts
          conflict={conflict}
          mine={content}
          onTake={(field) => {
            change({ [field]: asEdited(conflict.theirs)[field] });
            const fields = conflict.fields.filter((other) => other !== field);
            setConflict(fields.length === 0 ? null : { ...conflict, fields });
          }}
        />
      )}
      <ContentFields
        content={content}
        shared={shared}
        onChange={change}
        errorAt={(path) => form.form.errors[`content.${path}`]}
        bind={(field) => form.form.getInputProps(`content.${field}`)}
      />
      <Textarea
        label={t('editor.changeNote')}
        autosize
        minRows={2}
        {...form.form.getInputProps('changeNote')}
      />
    </Form>
  );
}

function contentOf(found: TestCase): CaseContent {
  return (
    found.version?.content ?? {
      ...{ title: found.title, summary: '', preconditions: '', steps: [], artifacts: [] },
      ...{ mistakes: [], isMandatory: found.isMandatory },
      ...{ estimatedMinutes: found.estimatedMinutes, complexity: found.complexity },
      parameters: { columns: [], rows: [] },
    }
  );
}

function asEdited(content: CaseContent): EditedContent {
  const { steps, artifacts, mistakes, parameters } = content;
  return {
    ...content,
    ...{ steps: [...steps], artifacts: [...artifacts], mistakes: [...mistakes] },
    parameters: {
      columns: [...parameters.columns],
      rows: parameters.rows.map((row) => [...row]),
    },
  };
}
