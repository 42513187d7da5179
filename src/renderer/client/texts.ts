/** What every page says while an earlier day is shown. */
export const pastTexts = {
  locked: 'You see an earlier day: nothing can be changed.',
  back: 'Back to today',
} as const
