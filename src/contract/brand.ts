/** Colours are `#rrggbb`. */

const PAPER = '#ffffff'
const INK = '#15201f'
/** Least contrast of text (WCAG 2.2, success criterion 1.4.3). */
export const TEXT_CONTRAST = 4.5

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). [QB14] */
export function contrastOf(left: string, right: string): number {
  const [a, b] = [luminance(left), luminance(right)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Contrast of white text on the colour. [QB14] */
export function contrastOfWhite(colour: string): number {
  return contrastOf(PAPER, colour)
}

/** White where it can be read on the colour, else ink. [QB14] */
export function inkOn(colour: string): string {
  return contrastOf(colour, PAPER) >= TEXT_CONTRAST ? PAPER : INK
}

/** The colour, darkened until text in it can be read on white paper. [QB14] */
export function inkOf(colour: string): string {
  let shade = colour
  for (let share = 0.95; contrastOf(shade, PAPER) < TEXT_CONTRAST; share -= 0.05)
    shade = `#${channels(colour)
      .map((value) =>
        Math.round(value * share)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  return shade
}
