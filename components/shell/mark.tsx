/** The Hubdeck logo, in the colour of the surrounding text. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M6 11 16 6l10 5-10 5z" />
      <path d="m6 16.5 10 5 10-5" />
      <path d="m6 22 10 5 10-5" strokeOpacity=".55" />
    </svg>
  )
}
