import type { Missing } from '@atelier/domain/runs/definition-of-done.ts';
import { verdicts } from '@atelier/domain/runs/result.ts';
import type { Run, RunItem } from '@atelier/domain/runs/types.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import { useOnTop } from '../use-on-top.ts';
import classes from './finish-dialog.module.css';
import { itemTitle } from './item-title.ts';
import type { Recorder } from './recorder.ts';
import { useRecorderState } from './use-recorder.ts';
import type { RunCommands } from './use-run-commands.ts';

interface Props {
  readonly run: Run;
  readonly commands: RunCommands;
  readonly opened: boolean;
  readonly recorder: Recorder;
  readonly onClose: () => void;
  readonly onGoTo: (itemId: string) => void;
  readonly onFacts: () => void;
}

/** The end of a run: its verdict, and what is still missing, each with the way to where it is mended. */
export function FinishDialog(props: Props) {
  const { t } = useTranslation('execution');
  const { opened, onClose } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('finish.title')}>
      <Finish {...props} />
    </Dialog>
  );
}

function Finish({ run, commands, recorder, onClose, onGoTo, onFacts }: Props) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const trpc = useTRPC();
  const runId = run.id;
  const hasUnsaved = useRecorderState(recorder).queue.some((entry) => entry.runId === runId);
  const [verdict, setVerdict] = useState(run.verdict);
  const [failure, setFailure] = useState<unknown>(null);
  const { data: items = [] } = useQuery(trpc.runs.runs.items.queryOptions({ runId }));
  const { data: found, isFetching } = useQuery({
    ...trpc.runs.runs.missing.queryOptions({ runId }),
    // What was recorded a moment ago counts.
    staleTime: 0,
  });
  const missing = (found ?? []).filter(({ what }) => what !== 'verdict' || verdict === null);
  const onTop = useOnTop(run.revision);
  const finish = async () => {
    setFailure(null);
    try {
      if (verdict !== run.verdict) {
        await onTop(
          (seen) => commands.update.ask({ runId, verdict, revision: seen }),
          ({ revision }) => revision,
        );
      }
      await commands.changeStatus.ask({ runId, event: 'finish' });
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  const canFinish = found !== undefined && !isFetching && missing.length === 0 && !hasUnsaved;
  return (
    <Stack gap="md">
      <Choice
        label={area('runs.verdict')}
        isField
        value={verdict ?? ''}
        options={verdicts.map((value) => ({ value, label: area(`verdicts.${value}`) }))}
        onChange={(value) => setVerdict(verdicts.find((each) => each === value) ?? null)}
      />
      {hasUnsaved && <Text>{t('finish.unsaved')}</Text>}
      {missing.length > 0 && (
        <section aria-label={t('finish.missing')}>
          <Text fw={600}>{t('finish.missing')}</Text>
          <ul className={classes.missing}>
            {missing.map((each) => (
              <li key={`${each.what} ${each.itemId ?? ''}`}>
                <MissingLine
                  missing={each}
                  item={items.find(({ id }) => id === each.itemId)}
                  onGo={() => {
                    onClose();
                    if (each.itemId === undefined) onFacts();
                    else onGoTo(each.itemId);
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <FormFailure failure={failure} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('finish.goOn')}
        </Button>
        <Button
          data-autofocus
          disabled={!canFinish}
          loading={commands.changeStatus.isPending}
          onClick={() => void finish()}
        >
          {t('actions.finish')}
        </Button>
      </Group>
    </Stack>
  );
}

interface LineProps {
  readonly missing: Missing;
  readonly item: RunItem | undefined;
  readonly onGo: () => void;
}

function MissingLine({ missing: { what }, item, onGo }: LineProps) {
  const { t } = useTranslation('execution');
  const words = t(`missing.${what}`);
  // Where a run has no L0 item at all, the library or the template is the place: no dialog mends it.
  if (what === 'l0_item' || what === 'verdict' || what === 'project') return <span>{words}</span>;
  return (
    <button type="button" className={classes.go} onClick={onGo}>
      {item ? `${itemTitle(item)}: ${words}` : words}
    </button>
  );
}
