/** Two wheels, one frame. */
export function Logo({ size = 16 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <circle cx="4.25" cy="10.25" r="2.75" />
      <circle cx="11.75" cy="10.25" r="2.75" />
      <path d="M4.25 10.25 6.5 4.5h3l2.25 5.75M6 6.25h4" />
    </svg>
  )
}
