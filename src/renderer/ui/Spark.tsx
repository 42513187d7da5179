const WIDTH = 64
const HEIGHT = 24

/** A small line of the last values, oldest first; the figure beside it says the last one in words. */
export function Spark({ values, className }: { values: readonly number[]; className?: string | undefined }) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values.map((value, index) => ({
    x: 2 + (index * (WIDTH - 4)) / (values.length - 1),
    y: HEIGHT - 3 - ((value - low) * (HEIGHT - 6)) / span,
  }))
  const last = points.at(-1)
  return (
    <svg className={className} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--chart-context)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      {last && <circle cx={last.x} cy={last.y} r="2.5" fill="var(--chart-1)" />}
    </svg>
  )
}
