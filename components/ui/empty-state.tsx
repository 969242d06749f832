import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

export type EmptyStateProps = {
  icon?: ReactNode
  title: string
  /** What to do first. */
  action?: ReactNode
  className?: string
  children?: ReactNode
}

export function EmptyState({ icon, title, action, className, children }: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'mx-auto flex max-w-lg flex-col items-center gap-2 px-4 py-12 text-center',
        className,
      )}
    >
      {icon && <div className="text-faint">{icon}</div>}
      <h2 className="font-semibold text-base">{title}</h2>
      {children && <div className="text-muted text-sm">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
