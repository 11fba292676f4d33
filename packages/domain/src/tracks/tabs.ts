/** What is open of a session: each has a thread and a mentor of its own. */
export const chatTabs = ['chat', 'practice', 'simulation'] as const;
export type ChatTab = (typeof chatTabs)[number];

/** The tab that a word means, and the first one for a word that older programs left there. */
export function tabOf(word: string): ChatTab {
  return chatTabs.find((tab) => tab === word) ?? 'chat';
}

export const messageRoles = ['user', 'assistant', 'tool'] as const;
export type MessageRole = (typeof messageRoles)[number];
