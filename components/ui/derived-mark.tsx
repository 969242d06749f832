const meaning = "Derived from the Space's Slug; not a label"

/** Beside a value that a Slug suggests and no label says. */
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
