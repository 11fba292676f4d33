import { Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../code-block.tsx';
import { Mono } from '../mono.tsx';
import type { DriftedObject } from '../use-lifecycle.ts';
import classes from './drift.module.css';
import { DriftLines } from './drift-lines.tsx';

/** One object of the database: what differs in it, and the statements that fix it. */
export function DriftObject({ object }: { readonly object: DriftedObject }) {
  const { t } = useTranslation('database');
  const id = useId();
  const { name, lines, sql } = object;
  return (
    <section className={classes.object} aria-labelledby={id}>
      <Title order={3} id={id} className={classes.name}>
        <Mono>{name}</Mono>
      </Title>
      <DriftLines lines={lines} within={name} />
      {sql !== null && (
        <details className={classes.fold}>
          <summary>{t('drift.sql')}</summary>
          <CodeBlock label={t('drift.sqlOf', { name })}>{sql}</CodeBlock>
        </details>
      )}
    </section>
  );
}
