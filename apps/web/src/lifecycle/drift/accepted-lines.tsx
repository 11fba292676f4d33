import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AcceptedLine } from '../use-lifecycle.ts';
import classes from './drift.module.css';
import { DriftLines } from './drift-lines.tsx';

/** What differs and is to stay so, with who decided it; folded, for nobody has to do anything. */
export function AcceptedLines({ lines }: { readonly lines: readonly AcceptedLine[] }) {
  const { t } = useTranslation('database');
  const groups = new Map<string, AcceptedLine[]>();
  for (const line of lines) {
    const { acceptedBy: by } = line;
    const title =
      by.kind === 'adoption'
        ? t('drift.acceptedAt', { profile: by.profile })
        : t('drift.keptBy', { record: by.record });
    groups.set(title, [...(groups.get(title) ?? []), line]);
  }
  return (
    <details className={classes.fold}>
      <summary>{t('drift.accepted', { count: lines.length })}</summary>
      {[...groups].map(([title, group]) => (
        <div key={title}>
          <Text size="sm" my="xs">
            {title}
          </Text>
          <DriftLines lines={group} within={null} />
        </div>
      ))}
    </details>
  );
}
