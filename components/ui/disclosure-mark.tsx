import { ChevronRight } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'

/** Points down while the section after it is open. */
export function DisclosureMark({ isOpen, className }: { isOpen: boolean; className?: string }) {
  return (
    <ChevronRight
      aria-hidden
      size={14}
      className={classNames(
        'shrink-0 text-muted transition-transform duration-120',
        isOpen && 'rotate-90',
        className,
      )}
    />
  )
}
