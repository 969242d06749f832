'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useId } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { DiffViewProps } from '#components/ui/editor/diff-view.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

type DiffEditorProps = DiffViewProps & {
  /** Names of the two sides: "r12", "r13 (preview)". */
  sides: readonly [original: string, modified: string]
  /** Sets the height of the document below the label. */
  className?: string
  /** Buttons at the end of the label. */
  actions?: ReactNode
}

const DiffView = dynamic(
  () => import('#components/ui/editor/diff-view.tsx').then((module) => module.DiffView),
  {
    ssr: false,
    loading: () => <SkeletonLines lines={10} className="p-3" />,
  },
)

/** Read-only; two columns from 900 px on, otherwise one. */
export function DiffEditor({ className, sides: [original, modified], actions, ...props }: DiffEditorProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col overflow-hidden rounded-md border border-line bg-surface"
    >
      <header className="flex items-center justify-between gap-3 border-line border-b bg-sunken px-3 py-1.5 text-xs">
        <span id={id} className="mono min-w-0 flex-1 truncate font-medium">
          {props.label}
        </span>
        <span className="shrink-0 text-muted">
          {original} → {modified}
        </span>
        {actions}
      </header>
      <div className={classNames('min-h-0', className ?? 'h-96')}>
        <DiffView {...props} />
      </div>
    </section>
  )
}
