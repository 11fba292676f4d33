import type { ResultContent } from '@atelier/domain/runs/result.ts';
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { codeWords } from '../../kernel/errors/error-words.ts';
import classes from './conflict-panel.module.css';
import { ResultMark } from './result-mark.tsx';
import type { ShownItem } from './shown-items.ts';

interface Props {
  readonly shown: ShownItem;
  readonly onKeepMine: () => void;
  readonly onGiveUp: () => void;
}

/** What was recorded here and was not taken, beside what there is: nothing is lost until somebody chooses. */
export function ConflictPanel({ shown, onKeepMine, onGiveUp }: Props) {
  const { t, i18n } = useTranslation('execution');
  const { item, result, refusal } = shown;
  if (refusal === undefined) return null;
  const isConflict = refusal.code === 'ERR_RESULT_CONFLICT';
  return (
    <section role="alert" className={classes.panel} aria-label={t('conflict.label')}>
      <Text fw={600}>
        {isConflict
          ? t('conflict.title', { by: item.result?.updatedBy?.name ?? '' })
          : codeWords(i18n, refusal).text}
      </Text>
      <div className={classes.both}>
        <Side head={t('conflict.mine')} result={result} />
        <Side head={t('conflict.theirs')} result={item.result} />
      </div>
      <Group gap="xs">
        <Button size="xs" onClick={onKeepMine}>
          {isConflict ? t('conflict.keepMine') : t('conflict.again')}
        </Button>
        <Button size="xs" variant="default" onClick={onGiveUp}>
          {isConflict ? t('conflict.takeTheirs') : t('conflict.giveUp')}
        </Button>
      </Group>
    </section>
  );
}

function Side({ head, result }: { readonly head: string; readonly result: ResultContent | null }) {
  const { t } = useTranslation('execution');
  const steps = (result?.steps ?? []).flatMap((step, place) =>
    step === null ? [] : [{ ...step, number: place + 1 }],
  );
  return (
    <div className={classes.side}>
      <Text size="sm" c="dimmed">
        {head}
      </Text>
      <ResultMark status={result?.status ?? null} />
      {result?.comment && <p className={classes.text}>{result.comment}</p>}
      {result?.measuredValue && (
        <p className={classes.text}>
          {t('item.measured')}: {result.measuredValue}
        </p>
      )}
      {steps.map(({ number, status, comment, measuredValue }) => (
        <div key={number} className={classes.stepLine}>
          {number}. <ResultMark status={status} />{' '}
          {[measuredValue, comment].filter(Boolean).join(' · ')}
        </div>
      ))}
    </div>
  );
}
