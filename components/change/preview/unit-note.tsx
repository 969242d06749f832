import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** What there is to say of one unit where its documents would stand. */
export function UnitNote({
  name,
  close,
  className,
  children,
}: {
  name: string
  close: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section
      aria-label={name}
      className={classNames(
        'flex items-start gap-3 rounded-md border border-line bg-surface px-3 py-2 text-sm',
        className,
      )}
    >
      <div className="min-w-0 flex-1">
        <p className="mono break-words font-medium">{name}</p>
        {children}
      </div>
      {close}
    </section>
  )
}
