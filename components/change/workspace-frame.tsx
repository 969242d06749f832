import Link from 'next/link'
import { type ReactNode, useId } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { routes } from '#lib/url/routes.ts'

/** Three steps side by side, narrowing from what is possible to what is written; one below the other when narrow. */
export function WorkspaceFrame({
  title,
  isWide = false,
  children,
}: {
  title: string
  /** The first step needs more room than the others: it holds a document. */
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <div className="flex flex-col xl:h-full">
      <header className="flex shrink-0 flex-wrap items-baseline gap-x-3 border-line border-b px-4 py-2.5">
        <h1>{title}</h1>
        <Link href={routes.changes()} className="text-muted text-sm underline-offset-2 hover:underline">
          All changes
        </Link>
      </header>
      <div className={classNames('grid min-h-0 flex-1 grid-cols-1', isWide ? columns.wide : columns.usual)}>
        {children}
      </div>
    </div>
  )
}

const columns = {
  usual:
    'lg:grid-cols-[22rem_minmax(0,1fr)] xl:grid-cols-[24rem_minmax(0,1fr)_19rem] 2xl:grid-cols-[28rem_minmax(0,1fr)_22rem]',
  wide: 'lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_19rem] 2xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_22rem]',
} as const

const steps = {
  what: { number: 1, title: 'What', place: 'lg:row-span-2 xl:row-span-1' },
  preview: { number: 2, title: 'Preview', place: 'max-lg:border-t lg:border-l' },
  write: {
    number: 3,
    title: 'Write',
    place: 'border-t lg:col-start-2 lg:border-l xl:col-start-3 xl:border-t-0',
  },
} as const

export function StepColumn({
  step,
  footer,
  children,
}: {
  step: keyof typeof steps
  footer?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  const { number, title, place } = steps[step]
  return (
    <section aria-labelledby={id} className={classNames('flex min-h-0 min-w-0 flex-col border-line', place)}>
      <h2 id={id} className="flex shrink-0 items-center gap-2 px-4 pt-3 font-semibold text-base">
        <span
          aria-hidden
          className="figures grid size-5 place-items-center rounded-full border border-line-strong/60 text-2xs text-muted"
        >
          {number}
        </span>
        {title}
      </h2>
      <div className="flex min-h-0 flex-1 flex-col gap-3 px-4 pt-3 pb-4 xl:overflow-y-auto">{children}</div>
      {footer && <footer className="shrink-0 border-line border-t bg-canvas px-4 py-3">{footer}</footer>}
    </section>
  )
}
