import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import type { Connection } from './connections.ts';
import { ModelTest } from './model-test.tsx';
import classes from './models.module.css';

/** A connection that variables set: it can be looked at and tested. */
export function FixedCard({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation('connections');
  const test = useCommand('identity.models.test');
  const { slot, baseUrl, model, structured, key } = connection;
  return (
    <Card title={t(`slots.${slot}`)} text={t(`slotTexts.${slot}`)}>
      <dl className={classes.facts}>
        <dt>{t('address')}</dt>
        <dd>{baseUrl}</dd>
        <dt>{t('model')}</dt>
        <dd>{model}</dd>
        <dt>{t('key')}</dt>
        <dd>{t(`keys.${key}`)}</dd>
        <dt>{t('structured')}</dt>
        <dd>{t(`modes.${structured}`)}</dd>
      </dl>
      <ModelTest
        structured={structured}
        test={async () => ({ baseUrl, model, findings: await test.ask({ slot }) })}
      />
    </Card>
  );
}
