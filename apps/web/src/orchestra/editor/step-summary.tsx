import { stepSchema } from '@atelier/domain/orchestra/suite-file.ts';
import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { stepLine } from '../suite/step-text.ts';
import classes from './editor.module.css';
import type { Draft } from './scenario-draft.ts';

interface Props {
  readonly place: number;
  readonly step: Draft;
  readonly hasFault: boolean;
}

/** A step in one line. */
export function StepSummary({ place, step, hasFault }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const read = stepSchema.safeParse(step);
  return (
    <>
      <span className={classes.number}>{place + 1}</span>
      <span className={classes.summary}>
        <strong>{String(step.name ?? '') || t('noName')}</strong>
        {read.success && (
          <Text size="sm" c="dimmed" component="code">
            {stepLine(read.data)}
          </Text>
        )}
      </span>
      {hasFault && (
        <span className={classes.fault}>
          <IconAlertTriangle size={18} aria-hidden />
          {t('incomplete')}
        </span>
      )}
    </>
  );
}
