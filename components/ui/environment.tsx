import { Badge } from '#components/ui/badge.tsx'

/** Environments whose mistakes cost money carry the same quiet mark wherever they appear. */
export function isProtected(environment: string | undefined): boolean {
  return environment !== undefined && /^prod/i.test(environment)
}

export function Environment({ name }: { name: string | undefined }) {
  if (!name) return <span className="text-muted">–</span>
  if (isProtected(name)) {
    return (
      <Badge tone="prod" title="Protected environment">
        {name}
      </Badge>
    )
  }
  return <span className="truncate text-muted">{name}</span>
}
