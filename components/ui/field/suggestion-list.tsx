import { classNames } from '#components/ui/class-names.ts'
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
        'absolute top-full left-0 z-40 mt-1 max-h-72 overflow-auto rounded-md border border-line bg-raised p-1 shadow-float',
        className,
      )}
    >
      {source !== undefined && (
        <p className="truncate px-2 pt-1 pb-0.5 font-medium text-2xs text-muted">{source}</p>
      )}
      <div id={id} role="listbox" aria-label={label}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
          <div
            key={option.label}
            id={optionId(id, index)}
            ref={index === marked ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
            role="option"
            aria-selected={index === marked}
            // Pressing must not take the focus from the field, or the list would close under the pointer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAccept(option)}
            className={classNames(
              'flex min-h-7 cursor-default items-center justify-between gap-6 rounded-sm px-2 text-sm',
              index === marked ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            <OptionText option={option} showsEnd={showsEnd} />
          </div>
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
