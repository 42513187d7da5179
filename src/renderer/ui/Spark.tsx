const WIDTH = 64
const HEIGHT = 24

/** Last values as a small line, oldest first; a gap is bridged. The words beside it carry the meaning, unless `label` does. */
export function Spark({
  values,
  label,
  className,
}: {
  values: readonly (number | null)[]
  /** For screen readers, where no text says the same. */
  label?: string
  className?: string | undefined
}) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return null
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [{ x: 2 + (index * (WIDTH - 4)) / (values.length - 1), y: HEIGHT - 3 - ((value - low) * (HEIGHT - 6)) / span }],
  )
  const last = points.at(-1)
  return (
    <svg
      className={className}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
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
