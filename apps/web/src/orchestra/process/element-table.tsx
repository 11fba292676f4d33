import type { ProcessElement } from '@atelier/domain/orchestra/bpmn/suite/process-elements.ts';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DataRow, DataTable } from '../../kernel/tables/data-table.tsx';
import type { ElementWords } from './element-words.ts';

/** More at once would make the page slow. */
const portion = 100;

interface Props {
  readonly caption: string;
  readonly elements: readonly ProcessElement[];
  readonly words: ElementWords;
  /** Further columns: their heads, and what they say of an element. */
  readonly heads?: readonly string[];
  readonly cells?: (element: ProcessElement) => readonly ReactNode[];
}

/** What a process is made of as a table: for who cannot see a diagram, and for files that have none. */
export function ElementTable({ caption, elements, words, heads = [], cells }: Props) {
  const { t } = useTranslation('orchestra-process');
  const [shown, setShown] = useState(portion);
  const hidden = Math.max(0, elements.length - shown);
  const rows = elements.slice(0, shown).map((element): DataRow => {
    const { id, lane, from } = element;
    const said = [words.name(id), words.kind(element), lane ?? '', ...(cells?.(element) ?? [])];
    return { key: `${from ?? ''} ${id}`, cells: said };
  });
  return (
    <>
      <DataTable
        caption={caption}
        heads={[t('elements.name'), t('elements.kind'), t('elements.lane'), ...heads]}
        rows={rows}
        of="words"
      />
      {hidden > 0 && (
        <Button mt="md" variant="default" onClick={() => setShown(shown + portion)}>
          {t('elements.more', { count: Math.min(portion, hidden) })}
        </Button>
      )}
    </>
  );
}
