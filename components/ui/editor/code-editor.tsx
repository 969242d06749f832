'use client'

import dynamic from 'next/dynamic'
import { classNames } from '#components/ui/class-names.ts'
import type { CodeViewProps } from '#components/ui/editor/code-view.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

type CodeEditorProps = CodeViewProps & {
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

/** YAML (and JSON, which is YAML) unless a language is given. Monaco is loaded when the first editor appears. */
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
