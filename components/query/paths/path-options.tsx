import { seenText, valuesText } from '#components/query/paths/seen-text.ts'
import { classNames } from '#components/ui/class-names.ts'
import { optionId } from '#components/ui/field/use-combobox.ts'
import type { SeenPath } from '#lib/rows/paths-wire.ts'

/** The list of a path field: each path with its resource type, what stands there, and how many units have it. */
export function PathOptions({
  id,
  label,
  options,
  marked,
  onAccept,
  read,
}: {
  id: string
  label: string
  options: readonly SeenPath[]
  marked: number
  onAccept: (seen: SeenPath) => void
  /** Units whose documents were read. */
  read: number
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      hidden={options.length === 0}
      className="absolute top-full left-0 z-40 mt-1 max-h-72 w-full min-w-80 overflow-auto rounded-md border border-line bg-raised p-1 shadow-float"
    >
      {options.map((seen, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
        <div
          key={`${seen.resourceType} ${seen.path}`}
          id={optionId(id, index)}
          ref={index === marked ? (element) => element?.scrollIntoView({ block: 'nearest' }) : null}
          role="option"
          aria-selected={index === marked}
          // Pressing must not take the focus from the field, or the list would close under the pointer.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAccept(seen)}
          className={classNames(
            'cursor-default rounded-sm px-2 py-1',
            index === marked ? 'bg-accent-soft' : 'hover:bg-hover',
          )}
        >
          <span className="flex items-baseline justify-between gap-4">
            <span title={seen.path} dir="rtl" className="mono min-w-0 truncate text-left text-sm">
              <bdi>{seen.path}</bdi>
            </span>
            <span className="shrink-0 text-2xs text-muted tabular-nums">{seenText(seen.units, read)}</span>
          </span>
          <span className="flex items-baseline justify-between gap-4 text-muted text-xs">
            <span className="mono min-w-0 truncate">{valuesText(seen)}</span>
            <span className="mono shrink-0">{seen.resourceType}</span>
          </span>
        </div>
      ))}
    </div>
  )
}
