import { quoteLiteral, quoteName } from '../catalog/quote.ts';

/**
 * The clauses after ALTER TABLE and the like that change options, each `name=value`, from one set to
 * another: first `RESET (…)`, then `SET (…)`.
 */
export function optionsTo(from: readonly string[], to: readonly string[]): readonly string[] {
  const names = to.map(optionName);
  const gone = from.map(optionName).filter((name) => !names.includes(name));
  const changed = to.filter((option) => !from.includes(option));
  return [
    ...(gone.length > 0 ? [`RESET (${gone.join(', ')})`] : []),
    ...(changed.length > 0 ? [`SET (${changed.join(', ')})`] : []),
  ];
}

/** As they stand in OPTIONS of something new. */
export const foreignOptionsSql = (options: readonly string[]): string =>
  options.map((each) => `${quoteName(optionName(each))} ${optionValue(each)}`).join(', ');

/** The clause that brings the options of a foreign object from one set to another; empty for none. */
export function foreignOptionsTo(from: readonly string[], to: readonly string[]): string {
  const [before, after] = [from.map(optionName), to.map(optionName)];
  const changes = [
    ...before.filter((name) => !after.includes(name)).map((name) => `DROP ${quoteName(name)}`),
    ...to
      .filter((option) => !from.includes(option))
      .map((option) => {
        const name = optionName(option);
        return `${before.includes(name) ? 'SET' : 'ADD'} ${quoteName(name)} ${optionValue(option)}`;
      }),
  ];
  return changes.length === 0 ? '' : `OPTIONS (${changes.join(', ')})`;
}

const optionValue = (option: string): string =>
  quoteLiteral(option.slice(optionName(option).length + 1)).trim();

const optionName = (option: string): string => option.replace(/=.*$/s, '');
