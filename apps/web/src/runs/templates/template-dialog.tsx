import { createTemplateInput } from '@atelier/domain/runs/schemas.ts';
import type { Template, TemplateItem } from '@atelier/domain/runs/types.ts';
import { ActionIcon, Button, Checkbox, Group, Text, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { useOnTop } from '../use-on-top.ts';
import classes from './case-picker.module.css';
import { CasePicker } from './case-picker.tsx';

interface Props {
  readonly projectId: string;
  /** Null for a new one. */
  readonly template: Template | null;
  readonly onClose: () => void;
}

/** A template with its cases in their order. */
export function TemplateDialog({ projectId, template, onClose }: Props) {
  const trpc = useTRPC();
  const templateId = template?.id ?? '';
  const { data, isFetchedAfterMount } = useQuery({
    ...trpc.runs.templates.get.queryOptions({ templateId }),
    enabled: template !== null,
    // The form begins with what is there now, and not with what it was when it was open before.
    staleTime: 0,
  });
  if (template !== null && !(isFetchedAfterMount && data)) return null;
  return (
    <TemplateForm
      projectId={projectId}
      template={template}
      items={data?.items ?? []}
      revision={data?.template.itemsRevision ?? ''}
      onClose={onClose}
    />
  );
}

interface FormProps extends Props {
  readonly items: readonly TemplateItem[];
  /** Of the items. */
  readonly revision: string;
}

function TemplateForm({ projectId, template, items, revision, onClose }: FormProps) {
  const { t } = useTranslation('benches');
  const create = useCommand('runs.templates.create');
  const update = useCommand('runs.templates.update');
  const setItems = useCommand('runs.templates.setItems');
  const onTop = useOnTop(revision);
  const [caseIds, setCaseIds] = useState<readonly string[]>(items.map(({ caseId }) => caseId));
  const [isActive, setActive] = useState(template?.isActive ?? true);
  const outdated = items.filter(({ versionNumber, newestNumber }) => newestNumber > versionNumber);
  const [isRepinning, setRepinning] = useState(false);
  const isReordered = caseIds.join() !== items.map(({ caseId }) => caseId).join();
  const form = useSchemaForm({
    schema: createTemplateInput.omit({ caseIds: true }),
    initial: {
      projectId,
      name: template?.name ?? '',
      description: template?.description ?? '',
    },
    async send({ name, description }) {
      if (template === null) {
        await create.ask({ projectId, name, description, caseIds: [...caseIds] });
        return;
      }
      const templateId = template.id;
      // Only what is changed is pinned anew: cases that stay would be taken in their newest version.
      if (isReordered || isRepinning) {
        const pinned = { templateId, caseIds: [...caseIds] };
        await onTop(
          (seen) => setItems.ask({ ...pinned, revision: seen }),
          ({ itemsRevision }) => itemsRevision,
        );
      }
      await update.ask({ templateId, name, description, isActive });
    },
    onSent: onClose,
  });
  const known = new Map(items.map((item) => [item.caseId, item]));
  return (
    <FormDialog
      title={template === null ? t('templates.create') : t('templates.edit')}
      opened
      canSubmit={form.form.values.name.trim() !== ''}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput label={t('templates.name')} {...form.form.getInputProps('name')} />
      <Textarea
        label={t('templates.description')}
        autosize
        minRows={2}
        {...form.form.getInputProps('description')}
      />
      {template !== null && (
        <Checkbox
          label={t('templates.active')}
          checked={isActive}
          onChange={({ currentTarget }) => setActive(currentTarget.checked)}
        />
      )}
      {outdated.length > 0 && (
        <Group gap="xs">
          <Text size="sm">{t('templates.outdated', { count: outdated.length })}</Text>
          <Button
            size="compact-sm"
            variant={isRepinning ? 'filled' : 'default'}
            aria-pressed={isRepinning}
            onClick={() => setRepinning(!isRepinning)}
          >
            {t('templates.repin')}
          </Button>
        </Group>
      )}
      <CasePicker projectId={projectId} chosen={caseIds} onChange={setCaseIds} />
      <CaseOrder caseIds={caseIds} known={known} onChange={setCaseIds} />
    </FormDialog>
  );
}

interface OrderProps {
  readonly caseIds: readonly string[];
  readonly known: ReadonlyMap<string, TemplateItem>;
  readonly onChange: (caseIds: readonly string[]) => void;
}

/** The cases of a template in their order, moved by their buttons. */
function CaseOrder({ caseIds, known, onChange }: OrderProps) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const move = (place: number, by: 1 | -1) => {
    const [id] = caseIds.slice(place, place + 1);
    if (id !== undefined) onChange(caseIds.toSpliced(place, 1).toSpliced(place + by, 0, id));
  };
  if (caseIds.length === 0) return null;
  return (
    <ol className={classes.cases} aria-label={t('templates.order')}>
      {caseIds.map((id, place) => (
        <li key={id}>
          <Group gap={4} wrap="nowrap">
            <CaseName id={id} known={known.get(id)} trpc={trpc} />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={place === 0}
              aria-label={t('templates.up', { place: place + 1 })}
              onClick={() => move(place, -1)}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={place === caseIds.length - 1}
              aria-label={t('templates.down', { place: place + 1 })}
              onClick={() => move(place, 1)}
            >
              <IconArrowDown size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('templates.remove', { place: place + 1 })}
              onClick={() => onChange(caseIds.filter((each) => each !== id))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </li>
      ))}
    </ol>
  );
}

interface NameProps {
  readonly id: string;
  readonly known: TemplateItem | undefined;
  readonly trpc: ReturnType<typeof useTRPC>;
}

/** A case that was added just now is not among the template's items yet. */
function CaseName({ id, known, trpc }: NameProps) {
  const { data } = useQuery({
    ...trpc.runs.cases.get.queryOptions({ caseId: id }),
    enabled: known === undefined,
  });
  const { key, title } = known ?? data ?? { key: '', title: '…' };
  return (
    <Text size="sm" style={{ flex: 1 }}>
      {key} {title}
    </Text>
  );
}
