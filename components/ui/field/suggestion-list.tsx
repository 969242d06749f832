import { classNames } from '#components/ui/class-names.ts'
import { ListOption } from '#components/ui/field/list-option.tsx'
import { optionId } from '#components/ui/field/use-combobox.ts'

export type Suggestion = { readonly label: string; readonly detail?: string }

/** The list of a combobox. Its place is below the nearest positioned element around it. */
export function SuggestionList<T extends Suggestion>({
  id,
  label,
  options,
  marked,
  onAccept,
  source,
  showsEnd = false,
  className,
}: {
  id: string
  label: string
  options: readonly T[]
  /** Position of the option that Enter takes; negative for none. */
  marked: number
  onAccept: (option: T) => void
  /** Where the suggestions come from, as a heading. */
  source?: string | undefined
  /** Truncates long labels at the start, because paths differ at their end. */
  showsEnd?: boolean
  className?: string
}) {
  return (
    <div
      hidden={options.length === 0}
      className={classNames(
        'absolute top-full left-0 z-40 mt-1 max-h-72 overflow-auto max-sm:max-h-56 rounded-md border border-line bg-raised p-1 shadow-float',
        className,
      )}
    >
      {source !== undefined && (
        <p className="truncate px-2 pt-1 pb-0.5 font-medium text-2xs text-muted">{source}</p>
      )}
      <div id={id} role="listbox" aria-label={label}>
        {options.map((option, index) => (
          <ListOption
            key={option.label}
            id={optionId(id, index)}
            isMarked={index === marked}
            isSelected={index === marked}
            onAccept={() => onAccept(option)}
            className="min-h-7 items-center justify-between gap-6 rounded-sm"
          >
            <OptionText option={option} showsEnd={showsEnd} />
          </ListOption>
        ))}
      </div>
    </div>
  )
}

function OptionText({ option: { label, detail }, showsEnd }: { option: Suggestion; showsEnd: boolean }) {
  return (
    <>
      {showsEnd ? (
        <span title={label} dir="rtl" className="mono min-w-0 truncate text-left">
          <bdi>{label}</bdi>
        </span>
      ) : (
        <span className="mono whitespace-nowrap">{label}</span>
      )}
      {detail !== undefined && (
        <span
          className={classNames('truncate text-muted text-xs', showsEnd ? 'max-w-[45%] shrink-0' : 'min-w-0')}
        >
          {detail}
        </span>
      )}
    </>
  )
}
