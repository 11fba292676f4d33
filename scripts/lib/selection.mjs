/** @typedef {import('./step-runner.mjs').Step} Step */
/** @typedef {import('./test-files.mjs').TestFile} TestFile */

/**
 * What the words of a command line choose. Names of steps choose these; any other word is a part of the
 * paths of tests, and chooses those in whichever steps have some. With both, the files of these steps.
 *
 * @param {readonly Step[]} steps
 * @param {readonly string[]} words
 * @param {() => Promise<readonly TestFile[]>} findFiles asked only where a word is no step
 * @returns {Promise<readonly Step[]>} in the list's order, with what they need; all where there are no words
 * @throws {Error} for a word that chooses nothing; it says what there is
 */
export async function select(steps, words, findFiles) {
  const names = words.filter((word) => steps.some(({ name }) => name === word));
  const parts = words.filter((word) => !names.includes(word));
  const named = steps.filter(({ name }) => names.length === 0 || names.includes(name));
  if (parts.length === 0) return withNeeds(steps, named);

  const files = (await findFiles()).filter(({ step }) => named.some(({ name }) => name === step));
  for (const part of parts) {
    if (!files.some(({ path }) => path.includes(part)))
      throw new Error(nothing(part, steps, files));
  }
  const chosen = named.flatMap((step) => {
    const paths = files
      .filter(
        ({ step: name, path }) => name === step.name && parts.some((part) => path.includes(part)),
      )
      .map(({ path }) => path);
    // A step that is no matter of files runs where it is called by its name.
    if (paths.length === 0) return names.includes(step.name) && !step.takesFiles ? [step] : [];
    return [{ ...step, run: () => step.run(paths) }];
  });
  return withNeeds(steps, chosen);
}

/** @returns {readonly Step[]} */
function withNeeds(/** @type {readonly Step[]} */ steps, /** @type {readonly Step[]} */ chosen) {
  const needed = new Set(chosen.flatMap(({ needs }) => needs ?? []));
  return steps.flatMap((step) => {
    const found = chosen.find(({ name }) => name === step.name);
    return found ? [found] : needed.has(step.name) ? [step] : [];
  });
}

function nothing(
  /** @type {string} */ part,
  /** @type {readonly Step[]} */ steps,
  /** @type {readonly TestFile[]} */ files,
) {
  const folders = new Set(files.flatMap(({ path }) => path.split('/').slice(0, -1)));
  return [
    `No step is called ${part}, and no test has it in its path. There are:`,
    `  steps: ${steps.map(({ name }) => name).join(', ')}`,
    `  folders of tests: ${[...folders].sort().join(', ')}`,
  ].join('\n');
}
