import { type ResultStatus, resultStatuses } from '@atelier/domain/runs/result.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { SelectionBar } from '../../kernel/tables/selection-bar.tsx';
import type { Recorder } from './recorder.ts';
import type { ShownItem } from './shown-items.ts';
import { useRunCommands } from './use-run-commands.ts';

interface Props {
  readonly run: Run;
  readonly items: readonly ShownItem[];
  readonly recorder: Recorder;
  readonly onClear: () => void;
}

/** What can be done with the items that are chosen: one result for all, or somebody whose they are. */
export function BulkActions({ run, items, recorder, onClear }: Props) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const { t: table, ready } = useTranslation('tables');
  const trpc = useTRPC();
  const commands = useRunCommands();
  const { projectId, id: runId } = run;
  const { data: testers = [] } = useQuery(trpc.runs.execution.testers.queryOptions({ projectId }));
  if (!ready) return null;
  const record = (status: ResultStatus) => {
    const seen = items.map(({ item }) => ({
      itemId: item.id,
      revision: item.result?.revision ?? 0,
    }));
    recorder.record(runId, seen, { status });
    onClear();
  };
  const assign = (userId: string | null) => {
    void commands.assign.run({ runId, itemIds: items.map(({ item }) => item.id), userId });
    onClear();
  };
  return (
    <SelectionBar
      label={table('selection')}
      count={table('selected', { count: items.length })}
      clear={table('clearSelection')}
      onClear={onClear}
    >
      {resultStatuses.map((status) => (
        <Button
          key={status}
          size="sm"
          variant={status === 'ok' ? 'filled' : 'default'}
          onClick={() => record(status)}
        >
          {area(`results.${status}`)}
        </Button>
      ))}
      <Menu
        label={t('bulk.assign')}
        items={[
          ...testers.map(({ id, name }) => ({ label: name, onSelect: () => assign(id) })),
          { label: t('bulk.nobody'), onSelect: () => assign(null) },
        ]}
      >
        <IconUserPlus size={20} aria-hidden />
      </Menu>
    </SelectionBar>
  );
}
