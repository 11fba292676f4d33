import type { RunSignature } from '@atelier/domain/runs/seal/signature.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../../identity/list.module.css';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';

/** Who signed a run, with what meaning, when, and how they had shown that it is them. */
export function SignaturesCard({ signatures }: { readonly signatures: readonly RunSignature[] }) {
  const { t } = useTranslation('proof');
  const format = useFormat();
  return (
    <Card title={t('signatures')}>
      {signatures.length === 0 && <Text c="dimmed">{t('noSignatures')}</Text>}
      {signatures.length > 0 && (
        <ol className={classes.list}>
          {signatures.map(({ id, meaning, signerName, signedAt, provedBy, reason }) => (
            <li key={id} className={classes.item}>
              <div className={classes.what}>
                <div className={classes.name}>
                  {t(`meanings.${meaning}`)}: {signerName}
                </div>
                <div className={classes.more}>
                  {[format.exactInstant(Date.parse(signedAt)), t(`proofs.${provedBy}`), reason]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
