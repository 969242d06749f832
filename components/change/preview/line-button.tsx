import type { ComponentProps } from 'react'
import { classNames } from '#components/ui/class-names.ts'

/** All of a line but its checkbox, which opens or shows what the line stands for. */
export function LineButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(
        'flex min-h-6 min-w-0 flex-1 gap-2 rounded-sm text-left focus-visible:-outline-offset-2',
        className,
      )}
    />
  )
}

/** The room of a checkbox on a line that cannot be chosen. */
export function NoCheckbox() {
  return <span className="size-4 shrink-0" />
}
