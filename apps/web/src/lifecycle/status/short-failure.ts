const most = 240;

/** Knex puts the whole statement before what PostgreSQL says of it, with ` - ` between. */
const betweenMark = ' - ';

/** A failure in a line or two: what PostgreSQL says, without a long statement before it. */
export function shortFailure(text: string): string {
  if (text.length <= most && !text.includes('\n')) return text;
  const reason = text.slice(text.lastIndexOf(betweenMark) + betweenMark.length);
  const said = text.includes(betweenMark) ? reason.trim() : text.trim();
  const line = said.replaceAll(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
