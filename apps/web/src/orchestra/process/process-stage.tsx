import type { Process, ProcessVersionContent } from '@atelier/domain/orchestra/types.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { type Marks, noMarks } from '../diagram/marks.ts';
import { ProcessDiagram } from '../diagram/process-diagram.tsx';
import classes from './process-page.module.css';

interface Props {
  readonly process: Process;
  readonly version: ProcessVersionContent;
  readonly marks: Marks | undefined;
  readonly isDimmed?: boolean;
  /** The element that has to be in sight. */
  readonly at?: string | null;
  readonly legend: ReactNode;
  /** The same as a table: below the picture, and in its place where the file has none. */
  readonly listed: ReactNode;
}

/** The picture of a process, what its marks mean, and the same in words. */
export function ProcessStage({
  process,
  version,
  marks = noMarks,
  legend,
  listed,
  ...rest
}: Props) {
  const { t } = useTranslation('orchestra-process');
  return (
    <div>
      <div className={classes.stage}>
        <ProcessDiagram
          key={version.id}
          xml={version.xml}
          label={process.name}
          marks={marks}
          fallback={
            <Card title={t('elements.title')} text={t('elements.noDiagram')}>
              {listed}
            </Card>
          }
          {...rest}
        />
        {legend}
      </div>
      <details className={classes.details}>
        <summary>{t('elements.asTable')}</summary>
        {listed}
      </details>
    </div>
  );
}
