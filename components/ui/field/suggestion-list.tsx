import { classNames } from '#components/ui/class-names.ts'
import type { FieldSuggestion } from '#components/ui/field/suggest-field.tsx'

export function SuggestionList({
  id,
  label,
  source,
  suggestions,
  active,
  onAccept,
}: {
  id: string
  label: string
  source: string
  suggestions: readonly FieldSuggestion[]
  active: number
  onAccept: (value: string) => void
}) {
  return (
    <div
      hidden={suggestions.length === 0}
      className="absolute top-full left-0 z-30 mt-1 max-h-72 w-full min-w-64 overflow-auto rounded-md border border-line bg-raised p-1 shadow-float"
    >
      <p className="truncate px-2 pt-1 pb-0.5 font-medium text-2xs text-muted">{source}</p>
      <div id={id} role="listbox" aria-label={label}>
        {suggestions.map(({ value, detail }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
          <div
            key={value}
            id={`${id}-${index}`}
            ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
            role="option"
            aria-selected={index === active}
            // Pressing must not take the focus from the field, or the list would close under the pointer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAccept(value)}
            className={classNames(
              'mono flex min-h-7 cursor-default items-center justify-between gap-4 rounded-sm px-2 text-sm',
              index === active ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            {/* The end of a path tells it from its neighbours. */}
            <span title={value} dir="rtl" className="min-w-0 truncate text-left">
              <bdi>{value}</bdi>
            </span>
            {detail !== undefined && <span className="max-w-32 shrink-0 truncate text-muted">{detail}</span>}
          </div>
        ))}
      </div>
    </div>
  )
}
