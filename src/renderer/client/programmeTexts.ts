/** What the first run asks and the settings show: the same thing has the same name. */
export const programmeTexts = {
  baseCurrency: 'Base currency',
  timeZone: 'Time zone',
  actorName: 'Your name',
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const
