/** Of the environments; fetched with their page. */
export const en = {
  list: 'Environments',
  create: 'New environment',
  edit: 'Environment',
  name: 'Name',
  address: 'Address',
  noAddress: 'none',
  baseUrls: 'Base addresses',
  baseUrlsHint:
    'One a line, with a name: default = https://shop.example. The one that is called default is for paths without a host.',
  variables: 'Variables',
  variablesHint: 'One a line: user = anna. Templates have them as env.user.',
  hosts: 'Other hosts that may be asked',
  hostsHint:
    'One a line: names, *.names, networks such as 10.2.0.0/16. The hosts of the base addresses may always be asked.',
  maxRuns: 'Test runs at the same time',
  maxRunsHint: 'Empty for any number.',
  secrets: 'Secrets',
  secretsHint: 'What they hold is never shown again. Templates have them as secret.name.',
  noSecrets: 'None yet.',
  remove: 'Remove {{name}}',
  secretName: 'Name of the secret',
  secretValue: 'Value',
  setSecret: 'Set',
  secretSet: 'Secret “{{name}}” set',
  secretRemoved: 'Secret “{{name}}” removed',
  created: 'Environment “{{name}}” created',
  saved: 'Environment “{{name}}” saved',
  archive: 'Archive the environment',
  archived: 'Environment “{{name}}” archived',
  restore: 'Restore',
  isArchived: 'The environment is archived: nothing is run on it, and it is in no list of choices.',
  restored: 'Environment “{{name}}” restored',
  badLine: 'Line {{line, number}}: this is not “name = value”.',
  changed: 'Changed',
  empty: 'No environments yet: one says where the system under test is',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly environments: typeof en;
  }
}
