/** A heading whose text stays whole: a number sign at its end would be taken for the heading's own. */
export function headingLine(level: number, text: string): string {
  const line = `${'#'.repeat(level)} ${text}`;
  return /\s#+$/.test(text) ? `${line} #` : line;
}

/** What a line begins with where Markdown would take it for a heading, an item, a quotation, or a mark of ours. */
const mark = /^(\s*)([-*+#>`\\])/;
const number = /^(\s*\d+)(\\*[.)])/;

/** A line of text that means itself: where it begins like something else there is a backslash in it. */
export function markedLine(line: string): string {
  return line.replace(mark, '$1\\$2').replace(number, '$1\\$2');
}

/** The line that was meant. */
export function plainLine(line: string): string {
  return line.replace(/^(\s*)\\([-*+#>`\\])/, '$1$2').replace(/^(\s*\d+)\\(\\*[.)])/, '$1$2');
}
