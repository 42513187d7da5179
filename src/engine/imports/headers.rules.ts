/**
 * A header or word without what exports vary in: case, accents, spaces, punctuation. Letters of other scripts stay, so
 * "Händler-Nr." is "haendlernr"-free "handlernr" wherever it is met. [IM10]
 */
export function headerToken(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}#]/gu, '')
}

/** Lower case without accents; ß, ø, æ, œ, ł, đ become their usual plain letters. */
export function fold(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.replace(/[ßøæœłđ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
}

const PLAIN_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd' }
