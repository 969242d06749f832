import { Shield } from 'lucide-react'

/** Environments whose mistakes cost money carry the same quiet mark wherever they appear. */
export function isProtected(environment: string | undefined): boolean {
  return environment !== undefined && /^prod/i.test(environment)
}

export function Environment({ name }: { name: string | undefined }) {
  if (!name) return <span className="text-muted">–</span>
  if (isProtected(name)) {
    return (
      <span title="Protected environment" className="inline-flex items-center gap-1 truncate font-medium">
        <Shield aria-hidden size={12} className="shrink-0 text-muted" />
        {name}
      </span>
    )
  }
  return <span className="truncate text-muted">{name}</span>
}
