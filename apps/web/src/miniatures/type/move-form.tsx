import { stagesAfter } from '@atelier/domain/kernel/pipeline.ts';
import {
  maxQuantity,
  miniaturesPipeline,
  type Stage,
  stages,
} from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { Button, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseQuantity } from '../../kernel/forms/parse-quantity.ts';
import { QuantityField } from '../../kernel/forms/quantity-field.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { StagePicker } from '../stages/stage-picker.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';

const sources = stages.slice(0, -1);

/** Moves some miniatures forward; what cannot be done cannot be chosen. */
export function MoveForm({ type }: { readonly type: MiniatureType }) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const { counts } = type;
  const filled = sources.filter((stage) => counts[stage] > 0);
  const [wanted, setWanted] = useState<Stage | null>(null);
  const [wantedTo, setWantedTo] = useState<Stage | null>(null);
  const [text, setText] = useState('1');

  const from = wanted ?? filled[0] ?? 'IN_BOX';
  const later = stagesAfter(miniaturesPipeline, from);
  const to = later.find((stage) => stage === wantedTo) ?? later[0] ?? 'DONE';
  const available = Math.min(counts[from], maxQuantity - counts[to]);
  const quantity = parseQuantity(text, { min: 1, max: available });

  return (
    <Card title={t('move.title')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (quantity === null) return;
          void actions.move(type, { from, to, quantity });
          // The same again, as far as that will be possible; after the last of a stage with those that
          // arrived, if they can go on.
          const hasMore = quantity < counts[from];
          const isDone = to === miniaturesPipeline.last;
          if (!hasMore) setWanted(isDone ? null : to);
          const next = hasMore ? available - quantity : isDone ? 1 : counts[to] + quantity;
          setText(String(Math.max(1, Math.min(quantity, next))));
        }}
      >
        <Stack gap="md">
          <StagePicker
            label={t('move.from')}
            value={from}
            shown={sources}
            available={filled}
            counts={counts}
            onChange={setWanted}
          />
          <StagePicker
            label={t('move.to')}
            value={to}
            shown={stages.slice(1)}
            available={available > 0 ? later : []}
            onChange={setWantedTo}
          />
          <QuantityField
            label={t('move.quantity')}
            description={t('move.available', { available })}
            value={text}
            onChange={setText}
            min={1}
            max={available}
            quick={[1, 5]}
            quickLabel={t('move.quick')}
            all={t('move.all')}
          />
          {filled.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('move.nothing')}
            </Text>
          )}
          <Button
            type="submit"
            disabled={quantity === null}
            rightSection={<IconArrowRight size={18} aria-hidden />}
          >
            {quantity === null ? t('bulk.submit') : t('move.submit', { count: quantity })}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
