import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

export type EmptyStateProps = {
  icon?: ReactNode
  title: string
  /** Use 1 where it is the only content of the page. */
  headingLevel?: 1 | 2
  /** What to do first. */
  action?: ReactNode
  className?: string
  children?: ReactNode
}

export function EmptyState({ icon, title, headingLevel = 2, action, className, children }: EmptyStateProps) {
  const Heading = headingLevel === 1 ? 'h1' : 'h2'
  return (
    <div
      className={classNames(
        'mx-auto flex max-w-lg flex-col items-center gap-2 px-4 py-12 text-center',
        className,
      )}
    >
      {icon && <div className="text-faint">{icon}</div>}
      <Heading className="font-semibold text-base">{title}</Heading>
      {children && <div className="text-muted text-sm">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
