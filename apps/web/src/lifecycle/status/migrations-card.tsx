import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { Mark } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { Status } from '../use-lifecycle.ts';
import { useMeasures } from '../use-measures.ts';

const shortChecksum = 12;

/** Every migration: those that are pending, and those that are applied with who, when and how. */
export function MigrationsCard({ status }: { readonly status: Status }) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const measures = useMeasures();
  const faults = new Map(
    status.mismatches.flatMap(({ kind, name }) =>
      kind === 'out-of-order' ? [] : [[name, kind] as const],
    ),
  );
  const pending = status.pending.map((name) => ({
    key: name,
    cells: [
      <Mono key="name">{name}</Mono>,
      <Mark key="state" tone="waiting">
        {t('migrations.pending')}
      </Mark>,
      status.areas[name],
      '',
      '',
      '',
      '',
    ],
  }));
  const applied = status.applied.map(
    ({ name, origin, appliedAt, durationMs, appliedBy, checksum }) => ({
      key: name,
      cells: [
        <Mono key="name">{name}</Mono>,
        <AppliedMark key="state" origin={origin} fault={faults.get(name)} />,
        status.areas[name],
        format.instant(Date.parse(appliedAt)),
        measures.duration(durationMs),
        appliedBy,
        <span key="checksum" title={t('migrations.checksumOf', { checksum })}>
          <Mono>{checksum.slice(0, shortChecksum)}</Mono>
        </span>,
      ],
    }),
  );
  const rows = [...applied, ...pending].toReversed();
  return (
    <Card title={t('migrations.title')} text={t('migrations.text')}>
      {rows.length === 0 ? (
        <Text>{t('migrations.none')}</Text>
      ) : (
        <DataTable
          of="words"
          caption={t('migrations.title')}
          heads={[
            t('migrations.name'),
            t('migrations.state'),
            t('migrations.area'),
            t('migrations.when'),
            t('migrations.duration'),
            t('migrations.who'),
            t('migrations.checksum'),
          ]}
          rows={rows}
        />
      )}
    </Card>
  );
}

interface AppliedMarkProps {
  readonly origin: Status['applied'][number]['origin'];
  readonly fault: 'edited' | 'missing' | undefined;
}

/** How it came into the ledger, or what is wrong with its file. */
function AppliedMark({ origin, fault }: AppliedMarkProps) {
  const { t } = useTranslation('database');
  if (fault !== undefined) return <Mark tone="bad">{t(`migrations.faults.${fault}`)}</Mark>;
  return (
    <Mark tone={origin === 'run' ? 'good' : 'plain'}>{t(`migrations.origins.${origin}`)}</Mark>
  );
}
