import type { LucideIcon } from 'lucide-react'

/** A line icon, 16 px and hidden from screen readers: the word beside it or the button's label speaks. */
export function Icon({
  of: Glyph,
  size = 16,
  className,
}: {
  of: LucideIcon
  size?: 12 | 14 | 16 | 20
  className?: string | undefined
}) {
  return <Glyph size={size} strokeWidth={1.5} absoluteStrokeWidth aria-hidden className={className} />
}
