const meaning = "Derived from the space's Slug; not a label"

/** Marks a value that is derived from a Slug and is not a label. */
export function DerivedMark() {
  return (
    <span
      title={meaning}
      className="shrink-0 rounded-sm border border-line-strong/60 border-dashed px-1 text-2xs text-muted"
    >
      slug<span className="sr-only">: {meaning}</span>
    </span>
  )
}
