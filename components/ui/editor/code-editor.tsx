'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { EditorLines } from '#components/ui/editor/editor-lines.ts'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

type CodeMarker = { readonly message: string; readonly line: number; readonly column?: number }

export type CodeEditorProps = {
  /** The accessible name: "Merge patch", "moss-cub-traderx-prod-eu-lon/trade-service". */
  label: string
  value: string
  onChange?: (value: string) => void
  isReadOnly?: boolean
  /** Errors shown under the text, 1-based. */
  markers?: readonly CodeMarker[]
  revealLine?: number
  hasLineNumbers?: boolean
  /** A column left of the text that goes with its lines; without lines while the editor is made. */
  margin?: ((lines: EditorLines | undefined) => ReactNode) | undefined
  /** Sets the height; the editor fills it. */
  className?: string
}

const CodeView = dynamic(
  () => import('#components/ui/editor/code-view.tsx').then((module) => module.CodeView),
  {
    ssr: false,
    loading: () => <SkeletonLines lines={8} className="p-3" />,
  },
)

/** YAML (and JSON, which is YAML). Monaco is loaded when the first editor appears. */
export function CodeEditor({ className, ...props }: CodeEditorProps) {
  return (
    <div
      className={classNames(
        '@container overflow-hidden rounded-md border border-line-strong/70 bg-surface focus-within:border-accent',
        className ?? 'h-72',
      )}
    >
      <CodeView {...props} />
    </div>
  )
}
