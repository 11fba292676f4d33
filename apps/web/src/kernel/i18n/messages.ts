/**
 * Every text of the app by namespace, as the types of its keys. A dictionary adds itself here, beside
 * its texts, so two cannot have the same name: `declare module '…/kernel/i18n/messages.ts'`.
 */
export interface Messages {
  readonly areas: ManifestMessages;
}

/** What an area is called before it is opened, by area; a dictionary adds itself as above. */
// biome-ignore lint/suspicious/noEmptyInterface: the areas fill it
export interface ManifestMessages {}
