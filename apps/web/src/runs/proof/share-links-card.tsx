import type { ShareLink } from '@atelier/domain/runs/seal/proof-types.ts';
import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../identity/list.module.css';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { ShareLinkDialog } from './share-link-dialog.tsx';

/** By which others read a sealed run: made, listed, revoked. */
export function ShareLinksCard({ runId }: { readonly runId: string }) {
  const { t } = useTranslation('proof');
  const { data: links } = useQuery(useTRPC().runs.proof.links.queryOptions({ runId }));
  const [isMaking, setMaking] = useState(false);
  return (
    <Card
      title={t('links')}
      text={t('linksText')}
      actions={
        <Button variant="default" size="xs" onClick={() => setMaking(true)}>
          {t('newLink')}
        </Button>
      }
    >
      {links === undefined && <Skeleton height={40} />}
      {links?.length === 0 && <Text c="dimmed">{t('noLinks')}</Text>}
      {links !== undefined && links.length > 0 && (
        <ul className={classes.list}>
          {links.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </ul>
      )}
      <ShareLinkDialog runId={runId} opened={isMaking} onClose={() => setMaking(false)} />
    </Card>
  );
}

function LinkRow({ link }: { readonly link: ShareLink }) {
  const { t } = useTranslation('proof');
  const revoke = useCommand('runs.proof.revokeLink', { says: () => ({ key: 'proof:revoked' }) });
  const format = useFormat();
  const { id, note, createdBy, expiresAt, revokedAt } = link;
  const name = note || t('unnamed');
  const when = (instant: string) => ({ when: format.instant(Date.parse(instant)) });
  const isOver = Date.parse(expiresAt) <= Date.now();
  const state =
    revokedAt !== null
      ? t('revokedAt', when(revokedAt))
      : t(isOver ? 'expired' : 'goodUntil', when(expiresAt));
  return (
    <li className={classes.item}>
      <div className={classes.what}>
        <div className={classes.name}>{name}</div>
        <div className={classes.more}>{[state, t('by', { name: createdBy })].join(' · ')}</div>
      </div>
      {revokedAt === null && !isOver && (
        <Button
          variant="default"
          size="xs"
          aria-label={t('revokeOne', { name })}
          onClick={() => void revoke.run({ linkId: id })}
        >
          {t('revoke')}
        </Button>
      )}
    </li>
  );
}
