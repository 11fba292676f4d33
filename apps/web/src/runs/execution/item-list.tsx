import type { Presence } from '@atelier/domain/runs/execution-types.ts';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './item-list.module.css';
import { ItemRow } from './item-row.tsx';
import type { ShownItem } from './shown-items.ts';
import { useFixedRows } from './use-fixed-rows.ts';

interface Props {
  readonly items: readonly ShownItem[];
  readonly currentId: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly others: readonly Presence[];
  readonly onOpen: (itemId: string) => void;
  /** Null where nothing is done with several at once. */
  readonly onChoose: ((itemId: string, isChosen: boolean) => void) | null;
}

/** Of a row, in pixels; the style sheet agrees. */
const rowHeight = 48;

/** The items of a run; only those in sight exist. */
export function ItemList({ items, currentId, chosen, others, onOpen, onChoose }: Props) {
  const { t } = useTranslation('execution');
  const scroll = useRef<HTMLDivElement>(null);
  const current = items.findIndex(({ item }) => item.id === currentId);
  const count = items.length;
  const { first, last } = useFixedRows(scroll, { count, height: rowHeight, current });
  return (
    <div ref={scroll} className={classes.list}>
      <ul
        className={classes.rows}
        style={{ height: count * rowHeight }}
        aria-label={t('list.label')}
      >
        {items.slice(first, last).map((shown, place) => {
          const index = first + place;
          const { id } = shown.item;
          return (
            <ItemRow
              key={id}
              shown={shown}
              top={index * rowHeight}
              place={index + 1}
              total={count}
              isCurrent={index === current}
              isEntry={index === current || (current === -1 && index === 0)}
              isChosen={chosen.has(id)}
              others={namesAt(others, id)}
              onOpen={onOpen}
              onChoose={onChoose}
            />
          );
        })}
      </ul>
    </div>
  );
}

/** As one text, so that a row is drawn anew only when it changes. */
function namesAt(others: readonly Presence[], itemId: string): string {
  const here = others.filter((other) => other.itemId === itemId);
  return [...new Set(here.map(({ person }) => person.name))].join(', ');
}
