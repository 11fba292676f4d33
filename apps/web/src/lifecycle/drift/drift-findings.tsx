import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { CodeBlock } from '../code-block.tsx';
import { Headline } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { DriftResult } from '../use-lifecycle.ts';
import { useMeasures } from '../use-measures.ts';
import { AcceptedLines } from './accepted-lines.tsx';
import classes from './drift.module.css';
import { DriftLines } from './drift-lines.tsx';
import { DriftObject } from './drift-object.tsx';
import { FixCommand } from './fix-command.tsx';

interface Props {
  readonly result: DriftResult;
  /** What is typed before `db`. */
  readonly program: string;
}

/** What a check found, object by object, and how it is fixed. */
export function DriftFindings({ result, program }: Props) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const measures = useMeasures();
  const { total, objects, script, models, accepted, foreign, checkedAt, duration, schemas } =
    result;
  const shown = objects.reduce((sum, { lines }) => sum + lines.length, 0);
  return (
    <div className={classes.findings}>
      {total === 0 ? (
        <Headline tone="good">{t('drift.none')}</Headline>
      ) : (
        <Headline tone="bad">
          {t('drift.found', { count: total })}{' '}
          {shown === total && t('drift.inObjects', { count: objects.length })}
        </Headline>
      )}
      <Text size="sm" c="dimmed">
        {t('drift.checked', {
          when: format.exactInstant(Date.parse(checkedAt)),
          duration: measures.duration(duration),
          schemas: schemas.join(', '),
        })}
      </Text>
      {shown < total && <Text size="sm">{t('drift.more', { shown })}</Text>}
      {script !== null && <FixCommand program={program} />}
      {objects.map((object) => (
        <DriftObject key={object.name} object={object} />
      ))}
      {script !== null && objects.length > 1 && (
        <details className={`${classes.object} ${classes.fold}`}>
          <summary>{t('drift.script')}</summary>
          <Text size="sm" my="xs">
            {t('drift.scriptText')}
          </Text>
          <CodeBlock label={t('drift.script')}>{script}</CodeBlock>
        </details>
      )}
      {models.length > 0 && (
        <section className={classes.object}>
          <Title order={3}>{t('drift.models')}</Title>
          <DriftLines lines={models} within={null} />
        </section>
      )}
      {accepted.length > 0 && <AcceptedLines lines={accepted} />}
      {foreign.length > 0 && <ForeignTables foreign={foreign} />}
    </div>
  );
}

function ForeignTables({ foreign }: Pick<DriftResult, 'foreign'>) {
  const { t } = useTranslation('database');
  return (
    <details className={classes.fold}>
      <summary>{t('drift.foreign', { count: foreign.length })}</summary>
      <ul>
        {foreign.map(({ schema, name, references }) => (
          <li key={`${schema}.${name}`}>
            <Mono>{`${schema}.${name}`}</Mono>
            {references.length > 0 && (
              <>
                {', '}
                {t('drift.references', { tables: references.join(', ') })}
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
