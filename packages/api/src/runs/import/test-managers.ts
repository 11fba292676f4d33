import type { CaseStep } from '@atelier/domain/runs/case-content.ts';
import {
  type ImportedCase,
  ImportRefusal,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import { coverageLevels } from '@atelier/domain/runs/schemas.ts';
import { plainText } from './plain-text.ts';
import { child, childText, readElements, type XmlElement } from './xml-tree.ts';

/** The cases of an XML export of TestRail: its sections are suites, its priorities tags. */
export function casesOfTestRail(text: string): readonly ImportedCase[] {
  const cases: ImportedCase[] = [];
  const root = readElements(text, 'case', (element, around) => {
    const suite = around
      .filter(({ name }) => name === 'section')
      .map((section) => childText(section, 'name'));
    const title = childText(element, 'title');
    const custom = child(element, 'custom');
    const key = childText(element, 'id') || [...suite, title].join(' > ');
    cases.push({
      line: element.line,
      externalKey: `testrail:${key}`,
      suite: suite.length === 0 ? [childText(around[0], 'name') || 'TestRail'] : suite,
      content: {
        title,
        preconditions: plainText(childText(custom, 'preconds')),
        steps: testRailSteps(custom),
        estimatedMinutes: minutesOf(childText(element, 'estimate')),
      },
      tags: tagsOf([childText(element, 'priority'), childText(element, 'type')]),
    });
  });
  requireRoot(root, ['suite', 'sections', 'cases']);
  return cases;
}

function testRailSteps(custom: XmlElement | undefined): readonly CaseStep[] {
  const separated = child(custom, 'steps_separated')?.children ?? [];
  if (separated.length > 0) {
    return separated.map((step) =>
      stepOf(
        childText(step, 'content'),
        childText(step, 'expected'),
        childText(step, 'additional_info'),
      ),
    );
  }
  const one = stepOf(childText(custom, 'steps'), childText(custom, 'expected'), '');
  return one.action === '' && one.expected === '' ? [] : [one];
}

/** The cases of an XML export of TestLink: its suites are suites, its keywords tags. */
export function casesOfTestLink(text: string): readonly ImportedCase[] {
  const cases: ImportedCase[] = [];
  const root = readElements(text, 'testcase', (element, around) => {
    const suite = around
      .filter(({ name }) => name === 'testsuite')
      .map(({ attributes }) => attributes.name?.trim() ?? '')
      .filter((name) => name !== '');
    const title = element.attributes.name ?? '';
    const key =
      childText(element, 'externalid') ||
      element.attributes.internalid ||
      [...suite, title].join(' > ');
    const keywords = child(element, 'keywords')?.children ?? [];
    cases.push({
      line: element.line,
      externalKey: `testlink:${key}`,
      suite: suite.length === 0 ? ['TestLink'] : suite,
      content: {
        title,
        summary: plainText(childText(element, 'summary')),
        preconditions: plainText(childText(element, 'preconditions')),
        steps: (child(element, 'steps')?.children ?? []).map((step) =>
          stepOf(childText(step, 'actions'), childText(step, 'expectedresults'), ''),
        ),
        estimatedMinutes: minutesOf(childText(element, 'estimated_exec_duration')),
      },
      tags: tagsOf(keywords.map(({ attributes }) => attributes.name ?? '')),
    });
  });
  requireRoot(root, ['testsuite', 'testcases', 'testproject']);
  return cases;
}

function requireRoot({ name, line }: XmlElement, names: readonly string[]): void {
  if (!names.includes(name)) throw new ImportRefusal('not_this_format', line, name);
}

function stepOf(action: string, expected: string, data: string): CaseStep {
  return {
    action: plainText(action),
    expected: plainText(expected),
    data: plainText(data),
    sharedVersionId: null,
  };
}

/** `1h 30m`, `45m`, `12.50`: whole minutes, null for none. */
function minutesOf(text: string): number | null {
  const part = (unit: string) => Number(new RegExp(`([\\d.]+)\\s*${unit}`).exec(text)?.[1] ?? 0);
  const isPlain = /^[\d.]+$/.test(text);
  const minutes = isPlain
    ? Number(text)
    : part('d') * 480 + part('h') * 60 + part('m') + part('s') / 60;
  return minutes >= 1 && minutes <= 100_000 ? Math.round(minutes) : null;
}

/** Tags as they can be kept; `4 - Must Test` is L0 for nobody but who says so. */
function tagsOf(names: readonly string[]): readonly string[] {
  return names
    .map((name) => name.trim().slice(0, 60))
    .filter((name) => name !== '')
    .map((name) => coverageLevels.find((level) => level === name.toUpperCase()) ?? name);
}
