import type { CSSProperties } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** Has the size of the content it replaces, set through `className` or `style`. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <span
      aria-hidden
      style={style}
      className={classNames('block animate-breathe rounded-sm bg-press', className)}
    />
  )
}

/** Placeholder lines of text. Their widths differ so that they do not look like a table. */
export function SkeletonLines({ lines, className }: { lines: number; className?: string }) {
  return (
    <span className={classNames('flex flex-col gap-2', className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
        <Skeleton key={line} className="h-3" style={{ width: `${95 - ((line * 37) % 45)}%` }} />
      ))}
    </span>
  )
}
