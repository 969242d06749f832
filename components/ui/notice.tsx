import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** A line on the page about its content: what is missing, and what to do about it. */
export function Notice({ id, action, children }: { id?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div
      id={id}
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-attention-soft px-3 py-1 text-ink text-sm"
    >
      <CircleAlert aria-hidden size={14} className="shrink-0 text-attention" />
      <p className="min-w-0 grow basis-[min(16rem,calc(100%-1.5rem))] [overflow-wrap:anywhere]">{children}</p>
      {action && <span className="flex shrink-0 flex-wrap gap-1.5">{action}</span>}
    </div>
  )
}
