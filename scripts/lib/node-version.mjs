import { StageError } from './stage.mjs';

const oldest = { major: 20, minor: 19 };

/** Refuses a Node that is too old, before anything else fails in a stranger way. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
  throw new StageError(
    `✗ Atelier needs Node ${oldest.major}.${oldest.minor} or newer; this is ${version}.`,
  );
}
