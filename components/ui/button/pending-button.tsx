'use client'

import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { EntryButton, type EntryButtonProps } from '#components/ui/button/entry-button.tsx'
import { classNames } from '#components/ui/class-names.ts'

/** A button that can be pending. Then it keeps its width and its place in the tab order, and tells screen readers. */
export function PendingButton({
  children,
  ...rest
}: Omit<EntryButtonProps, 'children'> & { children: ReactNode }) {
  return (
    <EntryButton {...rest}>
      {({ isPending }) => (
        <>
          <span
            className={classNames(
              'inline-flex items-center justify-center gap-[inherit]',
              isPending && 'invisible',
            )}
          >
            {children}
          </span>
          {isPending && (
            <span className="absolute inset-0 grid place-items-center">
              <LoaderCircle aria-hidden size={16} className="animate-spin" />
            </span>
          )}
        </>
      )}
    </EntryButton>
  )
}
