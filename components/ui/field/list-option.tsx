import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** An option in the list of a combobox, whose field keeps the focus. */
export function ListOption({
  id,
  label,
  isMarked,
  isSelected,
  onAccept,
  className,
  children,
}: {
  id: string
  /** Its name, where the text in it says more. */
  label?: string
  /** Enter takes it. */
  isMarked: boolean
  isSelected: boolean
  onAccept: () => void
  className: string
  children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
    <div
      id={id}
      ref={isMarked ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
      role="option"
      {...(label === undefined ? {} : { 'aria-label': label })}
      aria-selected={isSelected}
      // Pressing must not take the focus from the field, or the list would close under the pointer.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onAccept}
      className={classNames(
        'flex cursor-default px-2 text-sm',
        isMarked ? 'bg-accent-soft' : 'hover:bg-hover',
        className,
      )}
    >
      {children}
    </div>
  )
}
