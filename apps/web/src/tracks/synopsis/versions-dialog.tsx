import type { Synopsis, SynopsisVersion } from '@atelier/domain/tracks/types.ts';
import { Button, Group, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import { ItemView } from './item-view.tsx';
import classes from './synopsis.module.css';

interface Props {
  readonly sessionId: string;
  readonly live: Synopsis | null;
  readonly onClose: () => void;
}

/** All versions of a synopsis: what each would change, and the way back to it. */
export function VersionsDialog({ sessionId, live, onClose }: Props) {
  const { t } = useTranslation('tracks');
  const trpc = useTRPC();
  const { data: versions } = useQuery(trpc.tracks.synopsis.versions.queryOptions({ sessionId }));
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <Dialog opened onClose={onClose} title={t('synopsis.versions')} placement="side">
      {versions === undefined && <Skeleton height={160} radius="md" />}
      {versions?.length === 0 && <Text c="dimmed">{t('synopsis.noVersions')}</Text>}
      <ol className={classes.versions}>
        {versions?.map((version) => (
          <li key={version.versionNumber} className={classes.version}>
            <VersionLine
              sessionId={sessionId}
              version={version}
              isCompared={compared === version.versionNumber}
              onCompare={
                live === null || version.isLive
                  ? null
                  : () =>
                      setCompared(compared === version.versionNumber ? null : version.versionNumber)
              }
            />
            {compared === version.versionNumber && live !== null && (
              <Difference
                sessionId={sessionId}
                before={live.versionNumber}
                after={version.versionNumber}
              />
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

interface LineProps {
  readonly sessionId: string;
  readonly version: SynopsisVersion;
  readonly isCompared: boolean;
  /** Null where there is nothing to compare it with. */
  readonly onCompare: (() => void) | null;
}

function VersionLine({ sessionId, version, isCompared, onCompare }: LineProps) {
  const { t } = useTranslation('tracks');
  const format = useFormat();
  const { versionNumber, kind, title, isLive, items, createdAt } = version;
  const restore = useCommand('tracks.synopsis.restore', {
    says: () => ({ key: 'tracks:synopsis.restored', values: { number: versionNumber } }),
  });
  const facts = [
    t(`synopsis.kinds.${kind}`),
    format.instant(Date.parse(createdAt)),
    t('synopsis.items', { count: items }),
  ];
  return (
    <>
      <strong>
        {t('synopsis.version', { number: versionNumber })}
        {isLive && ` · ${t('synopsis.live')}`}
      </strong>
      {title !== '' && <span>{title}</span>}
      <Text size="sm" c="dimmed">
        {facts.join(' · ')}
      </Text>
      {!isLive && (
        <Group gap="xs">
          {onCompare && (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={isCompared}
              onClick={onCompare}
            >
              {t('synopsis.compare')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void restore.run({ sessionId, versionNumber })}
          >
            {t(kind === 'imported' ? 'synopsis.accept' : 'synopsis.restore')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface DifferenceProps {
  readonly sessionId: string;
  readonly before: number;
  readonly after: number;
}

function Difference({ sessionId, before, after }: DifferenceProps) {
  const { t } = useTranslation('tracks');
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.tracks.synopsis.difference.queryOptions({ sessionId, before, after }),
  );
  if (data === undefined) return <Skeleton height={80} radius="md" />;
  const changes = data.changes.filter(({ kind }) => kind !== 'same');
  return (
    <section
      className={classes.difference}
      aria-label={t('synopsis.difference', { number: after })}
    >
      {changes.length === 0 && <Text>{t('synopsis.same')}</Text>}
      {changes.map(({ kind, item }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: changes are nothing but their order
        <div key={place} className={classes.change} data-kind={kind}>
          <span aria-hidden>{kind === 'added' ? '+' : '−'}</span>
          <div>
            <VisuallyHidden>
              {t(kind === 'added' ? 'synopsis.added' : 'synopsis.removed')}
            </VisuallyHidden>
            <ItemView item={item} />
          </div>
        </div>
      ))}
    </section>
  );
}
