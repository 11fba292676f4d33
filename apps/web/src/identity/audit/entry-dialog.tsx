import type { ShownEntry } from '@atelier/domain/identity/audit-schemas.ts';
import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { JsonDiff } from '../../kernel/diff/json-diff.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import classes from './audit.module.css';

interface Props {
  readonly entry: ShownEntry | null;
  readonly onClose: () => void;
}

/** One entry of the log, with what it changed. */
export function EntryDialog({ entry, onClose }: Props) {
  const { t } = useTranslation('identity');
  return (
    <Dialog opened={entry !== null} onClose={onClose} title={t('audit.details')}>
      {entry !== null && <Entry entry={entry} />}
    </Dialog>
  );
}

function Entry({ entry }: { readonly entry: ShownEntry }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const { data } = useQuery(useTRPC().identity.audit.entry.queryOptions({ id: entry.id }));
  const { actor, action, command, door, entityType, entityId, projectId, requestId } = entry;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('audit.when'), format.exactInstant(Date.parse(entry.createdAt))],
    [t('audit.who'), actor.name ?? actor.id],
    [t('audit.did'), t(`audit.actions.${action}`)],
    [t('audit.what'), entityType],
    [t('audit.which'), entityId],
    [t('audit.project'), projectId],
    [t('audit.command'), command],
    [t('audit.door'), t(`audit.doors.${door}`)],
    [t('audit.request'), requestId],
  ];
  return (
    <Stack gap="lg">
      <dl className={classes.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null && [<dt key={name}>{name}</dt>, <dd key={`${name} says`}>{value}</dd>],
        )}
      </dl>
      <section>
        <Title order={3} size="h5" mb="xs">
          {t('audit.changes')}
        </Title>
        {data === undefined ? (
          <Skeleton height={60} />
        ) : data.before === null && data.after === null ? (
          <Text c="dimmed">{t('audit.noChanges')}</Text>
        ) : (
          <JsonDiff
            label={t('audit.changes')}
            before={data.before ?? {}}
            after={data.after ?? {}}
          />
        )}
      </section>
    </Stack>
  );
}
