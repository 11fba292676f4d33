/**
 * The clauses behind ALTER TABLE and the like that bring options, each `name=value`, from one set to
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

const optionName = (option: string): string => option.replace(/=.*$/s, '');
