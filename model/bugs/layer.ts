/** Where a bug can be caught, and what that means. */
export const layers = {
  model: 'the exhaustive search of a model, the bug put into its tables or into the engine of its world',
  'real kernel':
    'the laws, judged by what callbacks and promises did on the real kernel, the bug built into the engine',
  trace: 'the validation of what that run recorded',
} as const;

export type Layer = keyof typeof layers;
