import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kernel/forms/choice.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { GroupedHistory } from './grouped-history.tsx';
import { RawHistory } from './raw-history.tsx';

/** What happened to a type: summed up, or every entry with what was undone. */
export function HistoryPanel({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const [raw, setRaw] = useState(false);
  return (
    <Card
      title={t('history.title')}
      actions={
        <Choice
          label={t('history.which')}
          value={raw ? 'raw' : 'grouped'}
          onChange={(value) => setRaw(value === 'raw')}
          options={[
            { value: 'grouped', label: t('history.grouped') },
            { value: 'raw', label: t('history.raw') },
          ]}
        />
      }
    >
      {raw ? <RawHistory typeId={typeId} /> : <GroupedHistory typeId={typeId} />}
    </Card>
  );
}
