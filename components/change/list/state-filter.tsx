import { stateWords } from '#components/change/list/state-words.ts'
import { classNames } from '#components/ui/class-names.ts'
import { type ChangeStateName, changeStates } from '#lib/change/record/change-states.ts'

/** The states with how many changes are in each; those that are pressed are shown, or all where none is. */
export function StateFilter({
  counts,
  chosen,
  onChange,
}: {
  counts: ReadonlyMap<ChangeStateName, number>
  chosen: readonly string[]
  onChange: (states: string[]) => void
}) {
  const offered = changeStates.filter((state) => (counts.get(state) ?? 0) > 0 || chosen.includes(state))
  if (offered.length === 0) return null
  return (
    <fieldset aria-label="State" className="flex flex-wrap gap-1.5">
      {offered.map((state) => {
        const isChosen = chosen.includes(state)
        return (
          <button
            key={state}
            type="button"
            aria-pressed={isChosen}
            title={stateWords[state].means}
            onClick={() =>
              onChange(isChosen ? chosen.filter((other) => other !== state) : [...chosen, state])
            }
            className={classNames(
              'figures flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs',
              isChosen
                ? 'border-accent bg-accent-soft text-ink'
                : 'border-line bg-surface text-muted hover:bg-hover',
            )}
          >
            {stateWords[state].label} <span className="font-medium text-ink">{counts.get(state) ?? 0}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
