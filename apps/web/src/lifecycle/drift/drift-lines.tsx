import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Mono } from '../mono.tsx';
import type { DriftLine } from '../use-lifecycle.ts';
import classes from './drift.module.css';
import { useKindWords } from './use-kind-words.ts';

/** Differences with their class, and what was expected beside what is there. */
export function DriftLines({ lines }: { readonly lines: readonly DriftLine[] }) {
  const { t } = useTranslation('database');
  const kindWords = useKindWords();
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={`${line.class} ${line.kind} ${line.name}`} className={classes.line}>
          <p className={classes.what}>
            <span className={classes.class}>{t(`drift.classes.${line.class}`)}</span>
            <span>
              {kindWords(line.kind)} <Mono>{line.name}</Mono>
            </span>
            {line.mend !== 'reversible' && line.kind !== 'model' && (
              <Text span size="xs" c="dimmed">
                {line.mend === 'none' ? t('drift.unmendable') : t('drift.irreversible')}
              </Text>
            )}
          </p>
          <dl className={classes.sides}>
            <Side label={t('drift.expected')} text={line.expected} />
            <Side label={t('drift.actual')} text={line.actual} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Side({ label, text }: { readonly label: string; readonly text: string | null }) {
  const { t } = useTranslation('database');
  return (
    <div>
      <dt>{label}</dt>
      <dd>{text === null ? <i>{t('drift.nothing')}</i> : <code>{text}</code>}</dd>
    </div>
  );
}
