import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Run, RunItem } from '@atelier/domain/runs/types.ts';
import { Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay, useMyId } from '../use-may.ts';
import { BulkActions } from './bulk-actions.tsx';
import classes from './execution.module.css';
import { itemActions } from './item-actions.ts';
import { ItemFilterBar } from './item-filter-bar.tsx';
import { ItemList } from './item-list.tsx';
import { ItemView } from './item-view.tsx';
import { LineageLine } from './lineage.tsx';
import { pasteFromClipboard } from './paste.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { RunHeader } from './run-header.tsx';
import { SavedState } from './saved-state.tsx';
import { type ItemFilter, passes, useShownItems } from './shown-items.ts';
import { useChosen } from './use-chosen.ts';
import { usePlace } from './use-place.ts';
import { usePresence } from './use-presence.ts';
import { useRecorder, useRecorderState } from './use-recorder.ts';
import { isOutdated, useRunCommands } from './use-run-commands.ts';
import { useRunKeys } from './use-run-keys.ts';
import { useTimer } from './use-timer.ts';
import { firstStep, nextOpen, nextPlace } from './ways.ts';

interface Props {
  readonly run: Run;
  readonly items: readonly RunItem[];
  /** When that was read, where no server answers now: milliseconds since 1970. */
  readonly keptAt: number | null;
}

/**
 * The page of a run: its items, the one that has the keys, and what is recorded of it. Here the parts meet: where
 * somebody is (`use-place.ts`, `ways.ts`), what is chosen, what is recorded (`item-actions.ts`), and the keys.
 */
export function Execution({ run, items, keptAt }: Props) {
  const { t } = useTranslation('execution');
  const { item: wanted } = useSearch({ from: '/runs/runs/$runId' });
  const runId = run.id;
  const may = useMay(run.projectId);
  const myId = useMyId();
  const recorder = useRecorder();
  const { queue, isAway } = useRecorderState(recorder);
  const commands = useRunCommands();
  const all = useShownItems(items, queue);
  const [filter, setFilter] = useState<ItemFilter>('all');
  const [isChoosingReason, setChoosingReason] = useState(false);
  const [isFinishing, setFinishing] = useState(false);
  const { here, current, goTo, setPlace } = usePlace(all, wanted);
  const { chosen, choose, chooseOnly } = useChosen();
  // Who has the item in front keeps it there, whatever it has become by what was recorded.
  const shown = all.filter((each) => each === current || passes(each, filter, myId));
  const others = usePresence(runId, here);
  const mayExecute = may(runsActions.execute);
  const isReadOnly = !mayExecute || run.status === 'locked';
  useTimer(here?.itemId ?? null, mayExecute && run.status === 'in_progress');
  const tools = { recorder, commands, isReadOnly, mayExecute };
  const actions = current && itemActions(run, current, tools);
  const open = useCallback((itemId: string) => setPlace({ itemId, step: null }), [setPlace]);

  const move = (by: 1 | -1) => {
    if (here && current) goTo(nextPlace(here, current, shown, by));
  };
  useRunKeys({
    move,
    goIn() {
      const step = here && current && firstStep(here, current);
      if (step) goTo(step);
      return Boolean(step);
    },
    goOut() {
      if (here === null || here.step === null) return false;
      goTo({ ...here, step: null });
      return true;
    },
    /** What went well is left behind, what failed wants its reason. */
    status(status: ResultStatus) {
      if (isReadOnly || here === null) return;
      actions?.setStatus(here.step, status);
      if (status !== 'fail') move(1);
    },
    reason: () => setChoosingReason(!isReadOnly),
    entry: (name) => document.querySelector<HTMLElement>(`[data-entry="${name}"]`)?.focus(),
    paste() {
      if (!isReadOnly) void pasteFromClipboard();
    },
    choose() {
      if (!isReadOnly && here) choose(here.itemId, !chosen.has(here.itemId));
    },
    chooseAll() {
      if (!isReadOnly) chooseOnly(shown.map(({ item }) => item.id));
      return !isReadOnly;
    },
    done: () => setFinishing(mayExecute && run.status === 'in_progress'),
    nextOpen: () => goTo(nextOpen(current, all)),
  });

  const unsaved = queue.filter((entry) => entry.runId === runId);
  return (
    <>
      <RunHeader
        run={run}
        commands={commands}
        mayExecute={mayExecute}
        mayLock={may(runsActions.lock)}
        hasNewer={items.some(isOutdated)}
        hasUnsaved={unsaved.length > 0}
        isFinishing={isFinishing}
        onFinish={setFinishing}
        onGoTo={(itemId) => {
          setFilter('all');
          goTo({ itemId, step: null });
        }}
      />
      <LineageLine runId={runId} />
      <ItemFilterBar items={all} filter={filter} myId={myId} others={others} onFilter={setFilter} />
      <SavedState recorder={recorder} unsaved={unsaved} isAway={isAway} keptAt={keptAt} />
      {items.length === 0 ? (
        <StatePanel icon={IconListCheck}>
          <Text c="dimmed">{t('list.empty')}</Text>
        </StatePanel>
      ) : (
        <div className={classes.page}>
          <ItemList
            items={shown}
            currentId={here?.itemId ?? null}
            chosen={chosen}
            others={others}
            onOpen={open}
            onChoose={isReadOnly ? null : choose}
          />
          {current && here && actions && (
            <ItemView
              run={run}
              shown={current}
              place={here}
              isReadOnly={isReadOnly}
              actions={actions}
              onStep={(step) => setPlace({ ...here, step })}
              onReason={() => setChoosingReason(true)}
            />
          )}
        </div>
      )}
      {!isReadOnly && (
        <BulkActions
          run={run}
          items={all.filter(({ item }) => chosen.has(item.id))}
          recorder={recorder}
          commands={commands}
          onClear={() => chooseOnly([])}
        />
      )}
      <ReasonDialog
        opened={isChoosingReason}
        chosen={current?.result?.failReasonCode ?? null}
        onClose={() => setChoosingReason(false)}
        onChoose={(failReasonCode) => {
          setChoosingReason(false);
          actions?.record({ status: 'fail', failReasonCode });
        }}
      />
    </>
  );
}
