import { Check, Minus } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'

/** Only the drawing, for rows that handle their own selection. */
export function CheckboxMark({
  isSelected,
  isIndeterminate = false,
}: {
  isSelected: boolean
  isIndeterminate?: boolean
}) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-4 shrink-0 place-items-center rounded-sm border transition-colors duration-120',
        'group-data-focus-visible:outline-2 group-data-focus-visible:outline-accent group-data-focus-visible:outline-offset-1',
        'peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-1',
        isSelected || isIndeterminate
          ? 'border-accent-solid bg-accent-solid text-on-accent'
          : 'border-line-strong bg-surface',
      )}
    >
      {isIndeterminate ? (
        <Minus size={12} strokeWidth={3} />
      ) : (
        isSelected && <Check size={12} strokeWidth={3} />
      )}
    </span>
  )
}
