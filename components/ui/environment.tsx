import { Shield } from 'lucide-react'
import { DerivedMark } from '#components/ui/derived-mark.tsx'

/** Marks environments where mistakes are expensive, the same way wherever they appear. */
export function isProtected(environment: string | undefined): boolean {
  return environment !== undefined && /^prod/i.test(environment)
}

export function Environment({
  name,
  isDerived = false,
}: {
  name: string | undefined
  /** The environment is derived from the Slug of the Space, not from a label. */
  isDerived?: boolean
}) {
  if (!name) return <span className="text-muted">–</span>
  const mark = isDerived && <DerivedMark />
  if (isProtected(name)) {
    return (
      <span className="inline-flex min-w-0 items-center gap-1">
        <span title="Protected environment" className="inline-flex min-w-0 items-center gap-1 font-medium">
          <Shield aria-hidden size={12} className="shrink-0 text-muted" />
          <span className="truncate">{name}</span>
        </span>
        {mark}
      </span>
    )
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <span className="truncate text-muted">{name}</span>
      {mark}
    </span>
  )
}
