import { counted } from './provables.mjs';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {import('./provables.mjs').Outcome} outcome
 * @property {number} seed
 * @property {number} seconds
 */

/**
 * What was proved, as a table for people.
 *
 * @param {readonly Row[]} rows
 * @returns {readonly string[]} its lines
 */
export function table(rows) {
  const cells = [
    ['proof', 'rounds', 'seed', 'duration', 'outcome'],
    ...rows.map(({ name, outcome: { ok, rounds }, seed, seconds }) => [
      name,
      rounds.done === rounds.of
        ? counted(rounds.of)
        : `${counted(rounds.done)} of ${counted(rounds.of)}`,
      `${seed}`,
      duration(seconds),
      ok ? 'proved' : 'FAILED',
    ]),
  ];
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** `31.4 s`, `12 min 05 s` */
export function duration(/** @type {number} */ seconds) {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** How often a line is written where lines cannot be written over. */
const everySeconds = 15;

/**
 * How far a proof has come: one line that is written over on a terminal, one every 15 seconds elsewhere.
 *
 * @param {string} name
 * @param {NodeJS.WriteStream} stream
 */
export function progressLine(name, stream) {
  const startedAt = performance.now();
  let writtenAt = startedAt;
  const seconds = () => (performance.now() - startedAt) / 1000;
  const clear = () => stream.isTTY && stream.write('\r\u001b[2K');
  return {
    seconds,
    show(/** @type {number} */ done, /** @type {number | undefined} */ of = undefined) {
      const far = of === undefined ? counted(done) : `${counted(done)} of ${counted(of)}`;
      const line = `… ${name}: ${far} (${duration(seconds())})`;
      clear();
      if (stream.isTTY) stream.write(line);
      else if (performance.now() - writtenAt >= everySeconds * 1000) {
        writtenAt = performance.now();
        stream.write(`${line}\n`);
      }
    },
    end: clear,
  };
}
