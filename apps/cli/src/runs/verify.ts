import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { nodeTools } from '@atelier/api/runs/proof/node-tools.ts';
import { openArchive } from '@atelier/api/runs/proof/open-archive.ts';
import { checkSeal, type SealReport } from '@atelier/domain/runs/seal/check-seal.ts';
import { publicKeyIn } from '@atelier/domain/runs/seal/public-key.ts';
import { reportWords } from '@atelier/domain/runs/seal/report-words.ts';
import { faultText, noteTexts } from '@atelier/domain/runs/seal/seal-words.ts';
import { UsageError } from '../kernel/arguments.ts';
import { type Command, exitCodes } from '../kernel/command.ts';

/** `atelier verify`: whether the archive of a sealed run is what was sealed. */
export const verify: Command = {
  usage: '<run.zip> [--key <file>]',
  withoutDatabase: true,
  details: [
    'Checks the signature over the manifest, each file that it names and that there is no other, the rows of',
    'the audit log with the chain that they hang in, and the signatures under the run. It says who sealed it,',
    'when, and with which key; or what is wrong first.',
    '',
    'Without --key, that the key is the house’s is the archive’s own word. The file holds the public key that',
    'the house has told you by another way: as it is in an anchor, or an anchor itself (`audit anchor`).',
    '',
    'It ends with 0 for an archive that is good, with 3 for one that is not, with 1 when it cannot be read,',
    'and with 2 when the command line is wrong.',
  ],
  options: {
    key: { value: '<file>', help: 'The public key that it has to be signed with.' },
  },
  positionals: [1, 1],
  async run(_, input) {
    const [path = ''] = input.positionals;
    const key = await knownKey(input.text('key'));
    const report = await checkFile(path, key);
    return {
      facts: { file: path, ...report },
      lines: linesOf(report),
      exitCode: report.isValid ? exitCodes.done : exitCodes.found,
    };
  },
};

async function knownKey(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const key = publicKeyIn(await readFile(path, 'utf8'));
  if (key === undefined) throw new UsageError(`There is no public key in ${path}.`, { path });
  return key;
}

async function checkFile(path: string, key: string | undefined): Promise<SealReport> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const opened = await openArchive({
      size,
      open: async ({ first, last }) => createReadStream(path, { start: first, end: last }),
    });
    if ('fault' in opened) return { isValid: false, fault: opened.fault };
    return await checkSeal(opened.files, nodeTools, key);
  } finally {
    await handle.close();
  }
}

function linesOf(report: SealReport): readonly string[] {
  if (!report.isValid) return [`NOT VALID: ${faultText(report.fault, 'en')}`];
  const { manifest, fingerprint, publicKey, isKnownKey, signatures } = report.facts;
  const { run, sealedBy, sealedAt, house, files, audit } = manifest;
  const words = reportWords.en;
  return [
    'VALID: nothing was changed since it was sealed.',
    `  Run:         ${run.title} (${run.id}), project ${run.project.name}`,
    `  Sealed:      ${sealedAt} by ${sealedBy.name} (${sealedBy.id}), at ${house}`,
    ...signatures.map(
      ({ meaning, signerName, signedAt, provedBy }) =>
        `  Signature:   ${meaning}, ${signedAt}, ${signerName}, proved by: ${words.proofs[provedBy]}`,
    ),
    `  Files:       ${files.length}; rows of the audit log: ${audit.rows}, in ${audit.chain}`,
    `  Key:         ${publicKey}${isKnownKey ? ', the one that was expected' : ''}`,
    `  Fingerprint: ${fingerprint}`,
    ...report.notes.map((note) => `Note: ${noteTexts.en[note]}`),
  ];
}
