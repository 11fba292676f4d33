/** What the embedded server is doing, for a progress line. The words are the caller's. */
export type EmbeddedStage =
  /** A user of the operating system was made, because root may not run PostgreSQL. */
  | { readonly kind: 'user-created'; readonly name: string }
  /** Programs or data are in `folder`, because the server's user cannot reach them where they were. */
  | { readonly kind: 'relocated'; readonly what: 'programs' | 'data'; readonly folder: string }
  /** A server that outlived its app is being stopped. */
  | { readonly kind: 'stopping-stale-server'; readonly pid: number }
  /** The server ended without us; it is being started again. */
  | { readonly kind: 'server-lost'; readonly pid: number }
  | { readonly kind: 'creating-cluster' }
  | { readonly kind: 'starting'; readonly port: number };
