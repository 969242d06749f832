import { Shield } from 'lucide-react'
import { DerivedMark } from '#components/ui/derived-mark.tsx'

/** Environments whose mistakes cost money carry the same quiet mark wherever they appear. */
export function isProtected(environment: string | undefined): boolean {
  return environment !== undefined && /^prod/i.test(environment)
}

export function Environment({
  name,
  isDerived = false,
}: {
  name: string | undefined
  /** No label says it: it follows from the Slug of the Space. */
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
