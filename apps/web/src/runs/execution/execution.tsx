import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { ResultPatch, ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Run, RunItem } from '@atelier/domain/runs/types.ts';
import { Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay, useMyId } from '../use-may.ts';
import { BulkActions } from './bulk-actions.tsx';
import classes from './execution.module.css';
import { ItemFilterBar } from './item-filter-bar.tsx';
import { ItemList } from './item-list.tsx';
import { ItemView } from './item-view.tsx';
import { LineageLine } from './lineage.tsx';
import { pasteFromClipboard } from './paste.ts';
import type { Place } from './place.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { RunHeader } from './run-header.tsx';
import { SavedState } from './saved-state.tsx';
import { type ItemFilter, passes, type ShownItem, useShownItems } from './shown-items.ts';
import { usePresence } from './use-presence.ts';
import { useRecorder, useRecorderState } from './use-recorder.ts';
import { isOutdated, useRunCommands } from './use-run-commands.ts';
import { useRunKeys } from './use-run-keys.ts';
import { useTimer } from './use-timer.ts';

interface Props {
  readonly run: Run;
  readonly items: readonly RunItem[];
}

/** The page of a run: its items, the one that has the keys, and what is recorded of it. */
export function Execution({ run, items }: Props) {
  const { t } = useTranslation('execution');
  const { item: wanted } = useSearch({ from: '/runs/runs/$runId' });
  const runId = run.id;
  const may = useMay(run.projectId);
  const myId = useMyId();
  const recorder = useRecorder();
  const recorderState = useRecorderState(recorder);
  const commands = useRunCommands();
  const all = useShownItems(items, recorderState.queue);
  const [filter, setFilter] = useState<ItemFilter>('all');
  const [place, setPlace] = useState<Place | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isChoosingReason, setChoosingReason] = useState(false);
  const [isFinishing, setFinishing] = useState(false);
  const first = all.find(({ item }) => item.id === wanted) ?? all[0];
  const here = place ?? (first ? { itemId: first.item.id, step: null } : null);
  const current = all.find(({ item }) => item.id === here?.itemId);
  // Who has the item in front keeps it there, whatever it has become by what was recorded.
  const shown = all.filter((each) => each === current || passes(each, filter, myId));
  const others = usePresence(runId, here);
  const mayExecute = may(runsActions.execute);
  const isReadOnly = !mayExecute || run.status === 'locked';
  useTimer(here?.itemId ?? null, mayExecute && run.status === 'in_progress');
  const focus = useFocus(here);

  const goTo = (next: Place) => {
    setPlace(next);
    focus();
  };
  const moveItem = (by: 1 | -1) => {
    const at = current ? shown.indexOf(current) : -1;
    const next = shown[at + by];
    if (next) goTo({ itemId: next.item.id, step: null });
  };
  const move = (by: 1 | -1) => {
    if (here === null || current === undefined) return;
    if (here.step === null) return moveItem(by);
    const step = here.step + by;
    if (step >= 0 && step < current.item.content.steps.length) goTo({ ...here, step });
    else if (by === 1) moveItem(1);
    else goTo({ ...here, step: null });
  };
  const record = (patch: ResultPatch, of: ShownItem | undefined = current) => {
    if (isReadOnly || of === undefined) return;
    const { item } = of;
    recorder.record(runId, [{ itemId: item.id, revision: item.result?.revision ?? 0 }], patch);
  };
  const setStatus = (step: number | null, status: ResultStatus) =>
    record(step === null ? { status } : { step: { index: step, status } });
  /** By a key: what went well is left behind, what failed wants its reason. */
  const statusByKey = (status: ResultStatus) => {
    if (isReadOnly || here === null) return;
    setStatus(here.step, status);
    if (status !== 'fail') move(1);
  };
  const enterSteps = () => {
    if (here === null || here.step !== null || !current?.item.content.steps.length) return false;
    goTo({ ...here, step: 0 });
    return true;
  };
  const leaveSteps = () => {
    if (here === null || here.step === null) return false;
    goTo({ ...here, step: null });
    return true;
  };
  const choose = useCallback((itemId: string, isChosen: boolean) => {
    setChosen((now) => {
      const next = new Set(now);
      if (isChosen) next.add(itemId);
      else next.delete(itemId);
      return next;
    });
  }, []);
  const open = useCallback((itemId: string) => setPlace({ itemId, step: null }), []);
  useRunKeys({
    move,
    goIn: enterSteps,
    goOut: leaveSteps,
    status: statusByKey,
    reason: () => setChoosingReason(!isReadOnly),
    entry: (name) => document.querySelector<HTMLElement>(`[data-entry="${name}"]`)?.focus(),
    paste: () => void pasteFromClipboard(),
    choose: () => here && choose(here.itemId, !chosen.has(here.itemId)),
    chooseAll: () => setChosen(new Set(shown.map(({ item }) => item.id))),
    done: () => setFinishing(mayExecute && run.status === 'in_progress'),
    nextOpen: () => {
      const at = current ? all.indexOf(current) : -1;
      const next = [...all.slice(at + 1), ...all.slice(0, at)].find(({ result }) => !result);
      if (next) goTo({ itemId: next.item.id, step: null });
    },
  });

  const unsaved = recorderState.queue.filter((entry) => entry.runId === runId);
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
      <SavedState recorder={recorder} unsaved={unsaved} isAway={recorderState.isAway} />
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
            onChoose={choose}
          />
          {current && here && (
            <ItemView
              run={run}
              shown={current}
              place={here}
              isReadOnly={isReadOnly}
              onStatus={setStatus}
              onPatch={record}
              onStep={(step) => setPlace({ ...here, step })}
              onReason={() => setChoosingReason(true)}
              onClear={() =>
                void commands.clear.run({
                  itemId: current.item.id,
                  revision: current.item.result?.revision ?? 0,
                })
              }
              onRepin={
                run.status === 'draft' && mayExecute
                  ? () => void commands.repin.run({ runId, itemIds: [current.item.id] })
                  : undefined
              }
              onKeepMine={() =>
                recorder.keepMine(current.item.id, current.item.result?.revision ?? 0)
              }
              onGiveUp={() => recorder.giveUp(current.item.id)}
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
          onClear={() => setChosen(new Set())}
        />
      )}
      <ReasonDialog
        opened={isChoosingReason}
        chosen={current?.result?.failReasonCode ?? null}
        onClose={() => setChoosingReason(false)}
        onChoose={(failReasonCode) => {
          setChoosingReason(false);
          record({ status: 'fail', failReasonCode });
        }}
      />
    </>
  );
}

/** Has the focus follow the keys: to the row, or to the step, as soon as it is there. */
function useFocus(here: Place | null): () => void {
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    if (!isWanted.current || here === null) return;
    const { itemId, step } = here;
    const where = step === null ? `[data-row="${itemId}"]` : `[data-step="${step}"]`;
    const element = document.querySelector<HTMLElement>(where);
    if (element === null) return;
    isWanted.current = false;
    element.focus({ preventScroll: step === null });
  });
  return () => {
    isWanted.current = true;
  };
}
