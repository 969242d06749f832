import type { Suggestion } from '#components/query/query-text.tsx'
import { classNames } from '#components/ui/class-names.ts'

export function Suggestions({
  id,
  label,
  suggestions,
  active,
  onAccept,
}: {
  id: string
  label: string
  suggestions: readonly Suggestion[]
  active: number
  onAccept: (suggestion: Suggestion) => void
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={`${label}: suggestions`}
      hidden={suggestions.length === 0}
      className="absolute top-full left-0 z-40 mt-1 max-h-72 w-max min-w-72 max-w-[min(36rem,90vw)] overflow-auto rounded-md border border-line bg-raised p-1 shadow-float"
    >
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
        <div
          key={`${suggestion.from} ${suggestion.label}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // Pressing must not take the focus from the field, or the list would close under the pointer.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAccept(suggestion)}
          className={classNames(
            'flex min-h-7 cursor-default items-center justify-between gap-6 rounded-sm px-2 text-sm',
            index === active ? 'bg-accent-soft' : 'hover:bg-hover',
          )}
        >
          <span className="mono whitespace-nowrap">{suggestion.label}</span>
          {suggestion.detail && <span className="truncate text-muted text-xs">{suggestion.detail}</span>}
        </div>
      ))}
    </div>
  )
}
