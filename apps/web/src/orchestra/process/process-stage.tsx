import type { Process, ProcessVersionContent } from '@atelier/domain/orchestra/types.ts';
import { type ReactNode, useCallback, useState } from 'react';
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
  /** Whether it stays in sight on a phone as well. */
  readonly follows?: boolean;
  /** The element that has to be in sight. */
  readonly at?: string | null;
  readonly legend: ReactNode;
  /** The same as a table: below the picture, and in its place where the file has none. */
  readonly listed: ReactNode;
}

/** The picture of a process, what its marks mean, and the same in words. */
export function ProcessStage(props: Props) {
  const { process, version, marks = noMarks, legend, listed, follows, ...rest } = props;
  const { t } = useTranslation('orchestra-process');
  const [hasDiagram, setHasDiagram] = useState(true);
  const onNothing = useCallback(() => setHasDiagram(false), []);
  if (!hasDiagram) {
    return (
      <Card title={t('elements.title')} text={t('elements.noDiagram')}>
        {listed}
        {legend}
      </Card>
    );
  }
  return (
    <>
      <div className={classes.stage} data-follows={follows}>
        <ProcessDiagram
          xml={version.xml}
          label={process.name}
          marks={marks}
          onNothing={onNothing}
          {...rest}
        />
      </div>
      {legend}
      <details className={classes.details}>
        <summary>{t('elements.asTable')}</summary>
        {listed}
      </details>
    </>
  );
}
