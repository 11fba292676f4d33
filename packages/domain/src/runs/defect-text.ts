import { filledStep } from './carry-over.ts';
import type { Run, RunItem } from './types.ts';

/** The address of a defect by the pattern of its project; null where there is none. */
export function defectUrl(pattern: string | null, key: string): string | null {
  return pattern === null ? null : pattern.replaceAll('{key}', encodeURIComponent(key));
}

/** The words around the facts, in the language of whoever files the defect. */
export interface DefectWords {
  readonly asset: string;
  readonly firmware: string;
  readonly steps: string;
  readonly expected: string;
  readonly actual: string;
  readonly measured: string;
}

/** What a tester files in a tracker of what failed: title and text, in Markdown. */
export function defectText(
  run: Pick<Run, 'title' | 'assetModel' | 'firmwareVersion'>,
  item: RunItem,
  words: DefectWords,
): { readonly title: string; readonly text: string } {
  const { content, key, parameterRow, result } = item;
  const steps = content.steps.map((step) => filledStep(step, content, parameterRow));
  const failed = steps.filter((_, place) => result?.steps[place]?.status === 'fail');
  const actual = [
    result?.comment ?? '',
    ...(result?.steps ?? []).flatMap((step, place) =>
      step?.comment ? [`${place + 1}. ${step.comment}`] : [],
    ),
  ].filter((line) => line.trim() !== '');
  const measured = result?.measuredValue ?? '';
  const section = (head: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${head}`, '', ...lines, ''];
  const lines = [
    `${run.title} · ${key}`,
    '',
    ...(run.assetModel ? [`- ${words.asset}: ${run.assetModel}`] : []),
    ...(run.firmwareVersion ? [`- ${words.firmware}: ${run.firmwareVersion}`] : []),
    ...(measured ? [`- ${words.measured}: ${measured}`] : []),
    '',
    ...section(
      words.steps,
      steps.map(
        ({ action, data }, place) => `${place + 1}. ${[action, data].filter(Boolean).join(' — ')}`,
      ),
    ),
    ...section(
      words.expected,
      (failed.length > 0 ? failed : steps).map(({ expected }) => expected).filter(Boolean),
    ),
    ...section(words.actual, actual),
  ];
  return { title: `${key} ${content.title}`, text: `${lines.join('\n').trimEnd()}\n` };
}
