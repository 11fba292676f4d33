import type { ImportSummary } from '@atelier/domain/runs/interchange/import-summary.ts';
import type { ImportFormat } from '@atelier/domain/runs/interchange/imported-case.ts';
import { type TableField, tableFields } from '@atelier/domain/runs/interchange/table-columns.ts';
import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useTRPC } from '../../kernel/api.ts';
import { usePersonSetting } from '../../kernel/settings/use-person-setting.ts';
import { guessFormat } from './guess-format.ts';
import { sendFile } from './send-file.ts';

export type Mapping = Readonly<Record<string, TableField>>;

/** The columns of a table, with what they hold. */
export interface TableColumns {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly mapping: Mapping;
}

interface Preview {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: Mapping;
}

const rememberedSchema = z.record(z.string(), z.record(z.string(), z.enum(tableFields)));
const nothingRemembered: z.output<typeof rememberedSchema> = {};
/** Mappings of so many tables are kept. */
const maxRemembered = 20;

/** The way of a file into the library: what it is, what its columns hold, what would change, done. */
export function useImport(projectId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<ImportFormat>('csv');
  const [table, setTable] = useState<TableColumns | null>(null);
  const [summary, setSummary] = useState<ImportSummary | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [key, setKey] = useState('');
  const [remembered, remember] = usePersonSetting(
    'runs.import.columns',
    rememberedSchema,
    nothingRemembered,
  );
  const address = `/api/runs/projects/${projectId}/library`;
  const printOf = (head: readonly string[]) => head.join('|').slice(0, 300);

  const working = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const readAs = (chosen: File, as: ImportFormat) =>
    working(async () => {
      setFormat(as);
      setTable(null);
      setSummary(null);
      if (as !== 'csv' && as !== 'xlsx' && as !== 'testrail_csv') return;
      const { head, rows, guess } = await sendFile<Preview>(
        `${address}/columns`,
        { format: as },
        chosen,
      );
      setTable({ head, rows, mapping: remembered[printOf(head)] ?? guess });
    });
  const send = (dryRun: boolean) =>
    working(async () => {
      if (file === null) return;
      const options = {
        ...{ format, dryRun: String(dryRun), name: file.name.slice(0, 200) },
        ...(table && { mapping: JSON.stringify(table.mapping) }),
      };
      // The same key again where no answer came: it is done once.
      const sentKey = dryRun ? newKey() : key;
      setKey(sentKey);
      setSummary(
        await sendFile<ImportSummary>(
          `${address}/import`,
          options,
          file,
          dryRun ? undefined : sentKey,
        ),
      );
      if (table) {
        const others = Object.entries(remembered).filter(
          ([print]) => print !== printOf(table.head),
        );
        const kept = others.slice(-(maxRemembered - 1));
        void remember({
          ...Object.fromEntries(kept),
          [printOf(table.head)]: { ...table.mapping },
        });
      }
      if (!dryRun) await queryClient.invalidateQueries(trpc.runs.pathFilter());
    });
  return {
    ...{ file, format, table, summary, error, isBusy },
    choose: async (chosen: File) => {
      setFile(chosen);
      await readAs(chosen, await guessFormat(chosen));
    },
    setFormat: (as: ImportFormat) => (file === null ? undefined : void readAs(file, as)),
    setColumn(column: string, field: TableField | null): void {
      if (table === null) return;
      const others = Object.entries(table.mapping).filter(
        ([name, other]) => name !== column && other !== field,
      );
      const mapping = Object.fromEntries(field === null ? others : [...others, [column, field]]);
      setTable({ ...table, mapping });
      setSummary(null);
    },
    look: () => void send(true),
    confirm: () => void send(false),
    startAgain(): void {
      setFile(null);
      setTable(null);
      setSummary(null);
      setError(null);
    },
  };
}

export type LibraryImport = ReturnType<typeof useImport>;
