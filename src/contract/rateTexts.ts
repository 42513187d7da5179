import type { ExchangePolicy } from './rates.ts'

/** How amounts in other currencies were converted: "JPY, SGD converted at the rate of each day". */
export const convertedText = (currencies: readonly string[], mode: ExchangePolicy['mode']): string =>
  `${currencies.join(', ')} converted ${rateTexts[mode]}`

const rateTexts: Readonly<Record<ExchangePolicy['mode'], string>> = {
  eventDay: 'at the rate of each day',
  monthAverage: 'at the average rate of each month',
  fixed: 'at the fixed rates of the programme',
}
