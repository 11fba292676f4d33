import type { CaseParameters } from '@atelier/domain/runs/case-content.ts';
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './steps-editor.module.css';

interface Props {
  readonly value: CaseParameters;
  readonly onChange: (value: { columns: string[]; rows: string[][] }) => void;
  readonly error: ReactNode;
}

/** The rows of data of a case, as a small table. */
export function ParametersEditor({ value: { columns, rows }, onChange, error }: Props) {
  const { t } = useTranslation('library');
  const change = (nextColumns: readonly string[], nextRows: readonly (readonly string[])[]) =>
    onChange({ columns: [...nextColumns], rows: nextRows.map((row) => [...row]) });
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <Text component="legend" fw={600}>
        {t('editor.parameters')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('editor.parametersHint')}
      </Text>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      {columns.length > 0 && (
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                {columns.map((column, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are nothing but their order
                  <th key={place} scope="col">
                    <TextInput
                      aria-label={t('editor.column', { place: place + 1 })}
                      value={column}
                      onChange={(event) =>
                        change(columns.with(place, event.currentTarget.value), rows)
                      }
                      rightSection={
                        <ActionIcon
                          variant="subtle"
                          aria-label={t('editor.removeColumn', { place: place + 1 })}
                          onClick={() =>
                            change(
                              columns.toSpliced(place, 1),
                              rows.map((row) => row.toSpliced(place, 1)),
                            )
                          }
                        >
                          <IconTrash size={16} aria-hidden />
                        </ActionIcon>
                      }
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows are nothing but their order
                <tr key={at}>
                  {columns.map((column, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns are nothing but their order
                    <td key={place}>
                      <TextInput
                        aria-label={t('editor.cell', { column, row: at + 1 })}
                        value={row[place] ?? ''}
                        onChange={(event) =>
                          change(columns, rows.with(at, row.with(place, event.currentTarget.value)))
                        }
                      />
                    </td>
                  ))}
                  <td>
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('editor.removeRow', { row: at + 1 })}
                      onClick={() => change(columns, rows.toSpliced(at, 1))}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Group mt="sm">
        <Button
          variant="default"
          disabled={columns.length >= 50}
          onClick={() =>
            change(
              [...columns, ''],
              rows.map((row) => [...row, '']),
            )
          }
        >
          {t('editor.addColumn')}
        </Button>
        {columns.length > 0 && (
          <Button
            variant="default"
            disabled={rows.length >= 500}
            onClick={() => change(columns, [...rows, columns.map(() => '')])}
          >
            {t('editor.addRow')}
          </Button>
        )}
      </Group>
    </fieldset>
  );
}
