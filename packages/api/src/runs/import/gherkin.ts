import type { CaseContent, CaseStep } from '@atelier/domain/runs/case-content.ts';
import {
  type ImportedCase,
  ImportRefusal,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import * as Gherkin from '@cucumber/gherkin';
import {
  type Background,
  IdGenerator,
  type Scenario,
  type Step,
  StepKeywordType,
} from '@cucumber/messages';

/**
 * The scenarios of a feature: a case each, the feature is their suite, its background what they need beforehand,
 * examples are rows of data. What is seen (`Then`) belongs to the step before it.
 */
export function casesOfFeature(text: string): readonly ImportedCase[] {
  const { feature } = parse(text);
  if (!feature) throw new ImportRefusal('not_this_format', 1);
  const cases: ImportedCase[] = [];
  const add = (scenario: Scenario, suite: readonly string[], before: readonly string[]) => {
    const { name, description, location, tags } = scenario;
    cases.push({
      line: location.line,
      externalKey: `gherkin:${[...suite, name].join(' > ')}`,
      suite,
      content: {
        title: name,
        summary: withoutIndent(description),
        preconditions: before.join('\n'),
        ...stepsOf(scenario),
      },
      tags: [...feature.tags, ...tags].map((tag) => tag.name.replace(/^@/, '')),
    });
  };
  const suite = [feature.name || 'Gherkin'];
  const before: string[] = [];
  for (const { background, scenario, rule } of feature.children) {
    if (background) before.push(...linesOf(background));
    if (scenario) add(scenario, suite, before);
    if (!rule) continue;
    const inRule = [...before];
    for (const part of rule.children) {
      if (part.background) inRule.push(...linesOf(part.background));
      if (part.scenario) add(part.scenario, [...suite, rule.name || 'Rule'], inRule);
    }
  }
  return cases;
}

function parse(text: string) {
  const builder = new Gherkin.AstBuilder(IdGenerator.incrementing());
  const parser = new Gherkin.Parser(builder, new Gherkin.GherkinClassicTokenMatcher());
  parser.stopAtFirstError = true;
  try {
    return parser.parse(text);
  } catch (error) {
    const { location } = error as { readonly location?: { readonly line?: number } };
    const said = error instanceof Error ? error.message.replace(/^\(\d+:\d+\): /, '') : '';
    throw new ImportRefusal('malformed', location?.line ?? null, said);
  }
}

function linesOf({ steps }: Background): readonly string[] {
  return steps.map((step) => `${step.keyword.trim()} ${step.text}`);
}

function stepsOf({ steps, examples }: Scenario): Pick<CaseContent, 'steps' | 'parameters'> {
  const columns = [
    ...new Set(
      examples.flatMap(({ tableHeader }) => tableHeader?.cells.map(({ value }) => value) ?? []),
    ),
  ];
  const rows = examples.flatMap(({ tableHeader, tableBody }) => {
    const names = tableHeader?.cells.map(({ value }) => value) ?? [];
    return tableBody.map(({ cells }) =>
      columns.map((column) => cells[names.indexOf(column)]?.value ?? ''),
    );
  });
  /** `<name>` as our steps name a column. */
  const filled = (text: string) =>
    columns.reduce((now, column) => now.replaceAll(`<${column}>`, `{{${column}}}`), text);
  const made: CaseStep[] = [];
  let isOutcome = false;
  for (const step of steps) {
    const { keywordType, text } = step;
    const goesOn = keywordType === StepKeywordType.CONJUNCTION;
    if (!goesOn) isOutcome = keywordType === StepKeywordType.OUTCOME;
    const last = made.at(-1);
    if (isOutcome && last) {
      const expected = [last.expected, filled(text)].filter((one) => one !== '').join('\n');
      made[made.length - 1] = { ...last, expected };
    } else {
      const action = isOutcome ? '' : filled(text);
      const expected = isOutcome ? filled(text) : '';
      made.push({ action, expected, data: filled(dataOf(step)), sharedVersionId: null });
    }
  }
  return { steps: made, parameters: { columns, rows } };
}

/** The table or the text below a step. */
function dataOf({ dataTable, docString }: Step): string {
  if (docString) return docString.content;
  return (dataTable?.rows ?? [])
    .map(({ cells }) => cells.map(({ value }) => value).join(' | '))
    .join('\n');
}

const withoutIndent = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
