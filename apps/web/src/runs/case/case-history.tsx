import type { CaseVersion } from '@atelier/domain/runs/types.ts';
import { Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { SelectField } from '../fields/select-field.tsx';
import classes from './case.module.css';
import { ContentDiff } from './content-diff.tsx';

interface Props {
  /** The newest first. */
  readonly versions: readonly CaseVersion[];
}

/** Who made which version of a case, when and why; and the difference of any two. */
export function CaseHistory({ versions }: Props) {
  const { t } = useTranslation('library');
  const format = useFormat();
  return (
    <section aria-label={t('case.history')}>
      <Title order={3} size="h4" mb="xs">
        {t('case.history')}
      </Title>
      <ol className={classes.versions} reversed>
        {versions.map(({ id, versionNumber, createdBy, createdAt, changeNote }) => (
          <li key={id} className={classes.version}>
            <Text fw={600}>{t('case.version', { number: versionNumber })}</Text>
            <Text size="sm" c="dimmed">
              {t('case.by', {
                name: createdBy?.name ?? '–',
                when: format.instant(Date.parse(createdAt)),
              })}
            </Text>
            {changeNote && <Text size="sm">{changeNote}</Text>}
          </li>
        ))}
      </ol>
      {versions.length > 1 && <Comparison versions={versions} />}
    </section>
  );
}

function Comparison({ versions }: Props) {
  const { t } = useTranslation('library');
  const newest = versions[0]?.versionNumber ?? 1;
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [fromNumber, toNumber] = [from ?? newest - 1, to ?? newest];
  const of = (number: number) => versions.find((one) => one.versionNumber === number);
  const [before, after] = [of(fromNumber), of(toNumber)];
  const data = versions.map(({ versionNumber }) => ({
    value: `${versionNumber}`,
    label: `${versionNumber}`,
  }));
  return (
    <section aria-label={t('case.compare')}>
      <Title order={3} size="h4" mt="lg" mb="xs">
        {t('case.compare')}
      </Title>
      <Group grow mb="sm">
        <SelectField
          label={t('case.compareFrom')}
          value={fromNumber}
          data={data}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
        />
        <SelectField
          label={t('case.compareTo')}
          value={toNumber}
          data={data}
          onChange={(event) => setTo(Number(event.currentTarget.value))}
        />
      </Group>
      {before && after && (
        <section aria-label={t('case.difference', { from: fromNumber, to: toNumber })}>
          <ContentDiff before={before.content} after={after.content} />
        </section>
      )}
    </section>
  );
}
