/** Of the page of workers and their queue; fetched with it. */
export const en = {
  queue: 'The queue',
  queueText: 'Test runs that are not over, of all runs of suites.',
  queued: 'In the queue',
  inProgress: 'In progress',
  waiting: 'Waiting',
  stuck: 'Stuck',
  oldest: 'The first in the queue has been due for {{duration}}.',
  perMinute: 'Over the last five minutes {{rate}} a minute were ended.',
  done: 'Ended by the minute',
  doneText: 'Test runs that passed or failed, over the last half hour.',
  doneSummary_one: '{{count, number}} test run ended in the last half hour.',
  doneSummary_other: '{{count, number}} test runs ended in the last half hour.',
  ended: 'Ended',
  minute: 'Minute',
  workers: 'Workers',
  worker: 'Worker',
  workerName: '{{host}} · process {{process}}',
  state: 'State',
  states: {
    busy: 'Works',
    idle: 'Is free',
    draining: 'Lets go',
    silent: 'Not heard of',
  },
  silentHint: 'Nothing was heard of it for {{duration}}. What it held, others take over.',
  held: 'Holds',
  heldOf: '{{held, number}} of {{concurrency, number}}',
  finished: 'Ended',
  parked: 'Left waiting',
  lost: 'Leases lost',
  seen: 'Heard of',
  seenAgo: '{{duration}} ago',
  lease: 'First lease',
  leaseLeft: '{{duration}} left',
  leaseOver: 'ran out {{duration}} ago',
  noLease: 'none',
  started: 'Began',
  emptyTitle: 'No worker is there',
  emptyText:
    'Nothing is carried out until one is. The server hosts one unless ATELIER_WORKER=off; {{command}} adds one on any machine that reaches the database.',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'orchestra-workers': typeof en;
  }
}
