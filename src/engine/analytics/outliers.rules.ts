/** Fewer values have no middle to speak of. */
const LEAST_VALUES = 5
/** Makes the score of a normal distribution its standard deviation: the 75th percentile, in thousandths. */
const NORMAL_MILLI = 674.5

export interface RobustScores {
  median: number
  /** Median absolute deviation from the median. */
  deviation: number
  /** 0.6745 × (value − median) ÷ deviation, in thousandths, in the order of the values. */
  scoresMilli: number[]
}

/**
 * Modified z-scores: how far each value lies from the middle, measured by the middle of all distances, so that the
 * outliers themselves do not widen the measure (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993; they
 * call beyond 3.5 an outlier). [AN11]
 *
 * @returns null for fewer than five values, or when more than half of them are equal
 */
export function scoreRobustly(values: readonly number[]): RobustScores | null {
  if (values.length < LEAST_VALUES) return null
  const median = middleOf(values)
  const deviation = middleOf(values.map((value) => Math.abs(value - median)))
  if (deviation === 0) return null
  return {
    median,
    deviation,
    scoresMilli: values.map((value) => {
      const score = Math.round((NORMAL_MILLI * Math.abs(value - median)) / deviation)
      return value < median ? -score : score
    }),
  }
}

/** The middle value, or the mean of the two in the middle. */
function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}
