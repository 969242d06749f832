import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** Slugs, paths and values: text that a person might type. */
export function Mono({
  className,
  title,
  children,
}: {
  className?: string
  title?: string
  children: ReactNode
}) {
  return (
    <span title={title} className={classNames('mono', className)}>
      {children}
    </span>
  )
}
