import { Skeleton, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { SelectField } from '../fields/select-field.tsx';
import type { BulkDialog } from './case-editing.ts';
import { suiteRows } from './suite-rows.ts';
import { tagsOf } from './tags-of.ts';
import type { CaseActions } from './use-case-actions.ts';

interface Props {
  readonly projectId: string;
  readonly dialog: BulkDialog;
  readonly actions: CaseActions;
  readonly onClose: () => void;
}

/** Asks where chosen cases are to go, or which tags they are to have. */
export function BulkDialogs(props: Props) {
  return props.dialog.kind === 'tag' ? <TagDialog {...props} /> : <PlaceDialog {...props} />;
}

function PlaceDialog({ projectId, dialog, actions, onClose }: Props) {
  const { t } = useTranslation('library');
  const trpc = useTRPC();
  const [target, setTarget] = useState(projectId);
  const [chosenSuite, setSuite] = useState('');
  const projects = useQuery(trpc.runs.projects.list.queryOptions({}));
  const suites = useQuery(trpc.runs.suites.list.queryOptions({ projectId: target }));
  const options = suiteRows(
    (suites.data ?? []).filter((suite) => suite.projectId === target && !suite.isArchived),
    new Set(),
  ).map(({ suite, level }) => ({
    value: suite.id,
    label: `${'\u2003'.repeat(level - 1)}${suite.name}`,
  }));
  const suiteId = options.some(({ value }) => value === chosenSuite)
    ? chosenSuite
    : (options[0]?.value ?? '');
  const { kind, cases, clear } = dialog;
  const submit = async () => {
    await actions[kind === 'copy' ? 'copy' : 'move'].ask({
      ...{ projectId, suiteId },
      caseIds: cases.map(({ id }) => id),
    });
    clear();
    onClose();
  };
  return (
    <FormDialog
      opened
      title={t(kind === 'copy' ? 'cases.copy' : 'cases.move')}
      submit={t(kind === 'copy' ? 'cases.copy' : 'cases.move')}
      canSubmit={suiteId !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <SelectField
        data-autofocus
        label={t('cases.project')}
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
        data={(projects.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      {suites.data === undefined ? (
        <Skeleton height={60} />
      ) : options.length === 0 ? (
        <Text c="dimmed">{t('cases.noSuites')}</Text>
      ) : (
        <SelectField
          label={t('cases.suite')}
          value={suiteId}
          onChange={(event) => setSuite(event.currentTarget.value)}
          data={options}
        />
      )}
    </FormDialog>
  );
}

function TagDialog({ projectId, dialog: { cases, clear }, actions, onClose }: Props) {
  const { t } = useTranslation('library');
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const submit = async () => {
    const caseIds = cases.map(({ id }) => id);
    await actions.tag.ask({ projectId, caseIds, add: tagsOf(add), remove: tagsOf(remove) });
    clear();
    onClose();
  };
  return (
    <FormDialog
      opened
      title={t('cases.tagThem')}
      canSubmit={add.trim() !== '' || remove.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        data-autofocus
        label={t('cases.addTags')}
        description={t('cases.tagsHint')}
        value={add}
        onChange={(event) => setAdd(event.currentTarget.value)}
      />
      <TextInput
        label={t('cases.removeTags')}
        value={remove}
        onChange={(event) => setRemove(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
