/** What `readyloop export` can write. */
export const formats = ['promela', 'mermaid', 'dot'] as const;

export type Format = (typeof formats)[number];
