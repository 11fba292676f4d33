import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Mono } from '../mono.tsx';
import type { DriftLine } from '../use-lifecycle.ts';
import classes from './drift.module.css';
import { useKindWords } from './use-kind-words.ts';

interface Props {
  readonly lines: readonly DriftLine[];
  /** The object that the heading above names already. */
  readonly within: string | null;
}

/** Differences with their class, and what was expected beside what is there. */
export function DriftLines({ lines, within }: Props) {
  const { t } = useTranslation('database');
  const kindWords = useKindWords();
  // A collation that differs in itself, and not in the collation of a column.
  const badge = ({ class: aspect, kind }: DriftLine) => {
    const word = t(`drift.classes.${aspect}`);
    return word === kindWords(kind) ? t('drift.classes.other') : word;
  };
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={`${line.class} ${line.kind} ${line.name}`} className={classes.line}>
          <p className={classes.what}>
            <span className={classes.class}>{badge(line)}</span>
            <span>
              {kindWords(line.kind)}
              {line.name !== within && (
                <>
                  {' '}
                  <Mono>{line.name}</Mono>
                </>
              )}
            </span>
            {line.fix !== 'reversible' && line.kind !== 'model' && (
              <Text span size="xs" c="dimmed">
                {line.fix === 'none' ? t('drift.unfixable') : t('drift.irreversible')}
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
