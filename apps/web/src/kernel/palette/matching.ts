import type { Command } from '../areas.ts';

/** The commands in whose label every typed word begins a word or stands in one; all without words. */
export function matching(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label, group }) => {
    const text = `${group} ${label}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
